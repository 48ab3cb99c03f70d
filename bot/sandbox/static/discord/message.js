// One message as somebody sees it in a channel.

import { avatar, botAvatar } from "../avatar.js";
import { h, icon } from "../dom.js";
import { day, stamp as clockOf, styled, timeElement } from "../time.js";
import { guild, world } from "../world.js";
import { component, file, local } from "./components.js";
import { markdown } from "./markdown.js";

const TOGETHER_MS = 7 * 60 * 1000;
const COMPONENTS_V2 = 1 << 15;

/** What ids stand for. */
export const names = {
  user: (id) => world.discord.users.find((user) => user.id === id)?.display_name ?? (id === world.discord.bot.id ? world.discord.bot.name : "unknown-user"),
  role: (id) => guild().roles.find((role) => role.id === id)?.name ?? "unknown-role",
  channel: (id) => guild().channels.find((channel) => channel.id === id)?.name ?? "unknown",
};

const at = (message) => Date.parse(message.timestamp);
const nameOf = (author) => author.global_name ?? author.username;

/** Whether a message stands below another without a head of its own. */
function together(message, previous) {
  return previous && previous.author.id === message.author.id && previous.ephemeral === message.ephemeral && !message.used && at(message) - at(previous) < TOGETHER_MS && !message.message_reference;
}

const newDay = (message, previous) => !previous || day(at(previous)) !== day(at(message));

/** A text that differs when a message has to be shown anew. */
export function messageStamp(message, previous) {
  return `${together(message, previous)} ${newDay(message, previous)} ${JSON.stringify(message)}`;
}

/** A message as a list item; `act` as for components, and `act.hide(message)`. */
export function renderMessage(message, previous, act) {
  const joined = together(message, previous) && !newDay(message, previous);
  const kind = `message ${joined ? "joined" : ""} ${message.ephemeral ? "ephemeral" : ""}`;
  return h(
    "li",
    { class: kind, data: { id: message.id } },
    newDay(message, previous) ? h("div", { class: "day" }, h("span", {}, day(at(message)))) : null,
    joined ? null : above(message),
    h("div", { class: "message-body" }, joined ? h("span", { class: "gutter faint" }, clockOf(at(message))) : picture(message), h("div", { class: "message-content" }, joined ? null : head(message), body(message, act), message.ephemeral ? onlyYou(message, act) : null)),
  );
}

function above(message) {
  if (message.used) {
    const user = message.interaction_metadata.user;
    return h("div", { class: "above" }, h("strong", {}, nameOf(user)), " used ", h("span", { class: "mention" }, `/${message.used}`));
  }
  return message.message_reference ? h("div", { class: "above" }, "In reply to an earlier message") : null;
}

function picture(message) {
  return message.author.bot ? botAvatar(38) : avatar(nameOf(message.author), 38);
}

function head(message) {
  const badge = message.author.bot ? h("span", { class: "badge" }, icon("check", 10), "APP") : null;
  return h("div", { class: "message-head" }, h("strong", {}, nameOf(message.author)), badge, timeElement(at(message), clockOf(at(message)), "f"));
}

function body(message, act) {
  if (message.loading) return h("p", { class: "thinking" }, h("span", { class: "dots" }, h("i"), h("i"), h("i")), `${nameOf(message.author)} is thinking…`);
  const to = { ...act, names, attachment: (id) => message.attachments.find((each) => each.id === id) };
  const parts = message.content ? [markdown(message.content, names)] : [];
  parts.push(...message.embeds.map(embed));
  parts.push(...message.components.map((part) => component(part, { ...to, press: (what, element) => act.press(message, what, element), choose: (what, values, element) => act.choose(message, what, values, element) })));
  if (!(message.flags & COMPONENTS_V2)) parts.push(...message.attachments.map((each) => attached(each)));
  if (message.edited_timestamp) parts.push(h("span", { class: "edited faint", title: styled(Date.parse(message.edited_timestamp), "F") }, "(edited)"));
  return parts;
}

function attached(attachment) {
  const isPicture = /^image\/(png|jpeg|gif|webp)/.test(attachment.content_type);
  if (!isPicture) return file(attachment, attachment.url);
  const address = local(attachment.url);
  return h("figure", { class: "picture" }, h("a", { href: address, target: "_blank", rel: "noopener" }, h("img", { src: address, alt: attachment.description ?? attachment.filename, loading: "lazy" })));
}

function embed(each) {
  const fields = (each.fields ?? []).map((field) => h("div", { class: "embed-field" }, h("strong", {}, field.name), markdown(field.value, names)));
  return h("div", { class: "container embed", vars: each.color ? { "--accent": `#${each.color.toString(16).padStart(6, "0")}` } : null },
    each.author ? h("small", {}, each.author.name) : null,
    each.title ? h("strong", {}, each.title) : null,
    each.description ? markdown(each.description, names) : null,
    fields,
    each.image ? h("figure", { class: "picture" }, h("img", { src: local(each.image.url), alt: "" })) : null,
    each.footer || each.timestamp ? h("small", { class: "faint" }, [each.footer?.text, each.timestamp && styled(Date.parse(each.timestamp), "s")].filter(Boolean).join(" · ")) : null);
}

function onlyYou(message, act) {
  return h("p", { class: "only-you" }, icon("eye", 14), "Only you can see this · ", h("button", { type: "button", class: "text", onclick: () => act.hide(message) }, "Dismiss message"));
}
