// Slash commands as they are listed while one types: sub-commands as paths, options with their kinds.

import { avatar } from "../avatar.js";
import { guild, world } from "../world.js";

const TEXT = 3, WHOLE = 4, YES_NO = 5, USER = 6, CHANNEL = 7, ROLE = 8, MENTIONABLE = 9, NUMBER = 10, FILE = 11;
export const KINDS = { TEXT, WHOLE, YES_NO, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER, FILE };
const SUBCOMMAND = 1, GROUP = 2;

const localized = (part, what, locale) => part[`${what}_localizations`]?.[locale] ?? part[what];

/** Every command that can be typed: {path, shown, about, options}. */
export function leaves(commands, locale) {
  const walk = (part, path, shown) => {
    const inner = (part.options ?? []).filter((option) => option.type === SUBCOMMAND || option.type === GROUP);
    const here = [...path, part.name];
    const seen = [...shown, localized(part, "name", locale)];
    if (inner.length) return inner.flatMap((each) => walk(each, here, seen));
    return [{ path: here.join(" "), shown: seen.join(" "), about: localized(part, "description", locale), options: part.options ?? [] }];
  };
  return commands.flatMap((command) => walk(command, [], [])).sort((a, b) => a.shown.localeCompare(b.shown));
}

/** Those that fit what has been typed after the slash, best first. */
export function fitting(all, typed) {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const score = (leaf) => (leaf.shown.startsWith(typed.toLowerCase()) ? 0 : 1);
  return all.filter((leaf) => words.every((word) => leaf.shown.toLowerCase().includes(word))).sort((a, b) => score(a) - score(b));
}

/** What an option can be, when it can be listed without asking the bot; else null. */
export function listed(option, typed) {
  const words = String(typed).toLowerCase();
  const fits = (entry) => `${entry.label} ${entry.about ?? ""}`.toLowerCase().includes(words);
  const members = () => world.discord.users.filter((user) => user.id in guild().members && !user.display_name.startsWith("Owner of"))
    .map((user) => ({ value: user.id, label: user.display_name, about: user.name, leading: avatar(user.display_name, 24) }));
  const roles = () => guild().roles.filter((role) => role.id !== guild().id).map((role) => ({ value: role.id, label: `@${role.name}` }));
  const channels = () => guild().channels.map((channel) => ({ value: channel.id, label: `# ${channel.name}`, about: channel.topic }));
  const lists = { [USER]: members, [ROLE]: roles, [CHANNEL]: channels, [MENTIONABLE]: () => [...members(), ...roles()],
    [YES_NO]: () => [{ value: true, label: "True" }, { value: false, label: "False" }] };
  if (option.choices?.length) return option.choices.map((choice) => ({ value: choice.value, label: choice.name })).filter(fits);
  return lists[option.type]?.().filter(fits) ?? null;
}

/** The value of an option from what was typed, when nothing was chosen from a list; throws with a sentence. */
export function typedValue(option, text) {
  if (option.type === WHOLE || option.type === NUMBER) {
    const number = Number(text);
    if (text.trim() === "" || Number.isNaN(number) || (option.type === WHOLE && !Number.isInteger(number))) throw new Error(`${option.name} takes a ${option.type === WHOLE ? "whole " : ""}number.`);
    return number;
  }
  if (option.type === TEXT && !option.choices?.length) return text;
  const found = listed(option, text) ?? [];
  const exact = found.find((entry) => entry.label.replace(/^[@#] ?/, "").toLowerCase() === text.replace(/^[@#] ?/, "").toLowerCase()) ?? (found.length === 1 ? found[0] : null);
  if (!exact) throw new Error(`Choose ${option.name} from the list.`);
  return exact.value;
}
