# What the conversation itself says: questions, forms, refusals of answers, errors.
#
# How to write a sentence
#   { $name }    words of a person, an instant, a number, a length of time, a label: whatever was given.
#   { $count -> [one] … *[other] … }      plurals of this language.
#   { $reason -> [none] … *[other] … }    a fact that may be missing or empty.
#   { $online -> [yes] … *[no] … }        a yes or no.
#   { $state -> [scheduled] … *[other] … }  a state, by its value in lower case with dashes.
# A refusal always says what to do next. Button labels are at most 38 characters, form labels 45.

missing-words = Words are missing here ({ $key }). Please tell an admin.

yes = Yes
no = No

# Buttons and labels of the conversation, used by both platforms.
dialog-back = Back
dialog-skip = Skip
dialog-cancel = Cancel
dialog-change = Change
dialog-confirm = Confirm
dialog-done = Done
dialog-continue = Continue
dialog-correct = Correct
dialog-open-form = Fill in
dialog-earlier = Earlier
dialog-later = Later
dialog-more = More
dialog-other-time = Another time
dialog-choose = Choose…
dialog-chosen = { $count ->
    [0] Nothing chosen yet
    [one] { $count } chosen
   *[other] { $count } chosen
}
dialog-position = { $position } of { $total }
dialog-so-far = So far
dialog-optional = You can skip this.
dialog-type-or-choose = Choose below, or type what you are looking for.
dialog-type-answer = Type your answer.
dialog-field = { $label }:
dialog-hint-in-zone = { $hint } ({ $zone })
dialog-left-out = Left out
dialog-value = { $value }
dialog-number = No. { NUMBER($number, useGrouping: 0) }
dialog-resumed = You began this earlier. Go on, or press Cancel to start afresh.
dialog-form-waits = Fill in the form to go on.
dialog-form-wrong = Something needs correcting.

# Asked when a command names no question of its own.
dialog-ask-confirm = Is this right?

# After the conversation.
dialog-cancelled = Cancelled. Nothing has changed.
dialog-over = This is finished already.
dialog-over-next = Nothing is left to do here. Type /help to see what I can do.
dialog-expired = This waited too long and was closed. Nothing has changed.
dialog-expired-next = Start it again whenever you like.
dialog-start-again = Start again
dialog-answered = That question was answered already. Go on with the current one.
dialog-not-asked = There is no open question right now.
dialog-not-asked-next = Type /help to see what you can do here, or start with one of these.
dialog-unknown-command = I do not know this command. Type /help to see what I can do.
dialog-help = Help
dialog-home = Home
dialog-refused = That did not work
dialog-so-already = Already done
dialog-outdated = This card was out of date; this is how it stands now.
dialog-slow-down = That was quick. Please wait a moment, then try again; until then I stay silent.
dialog-unwritable = Nothing can be saved at the moment; what you see is still right.
dialog-unwritable-next = Nothing has changed. Please try again in a few minutes; if it stays like this, tell an admin.
dialog-busy = Too many wanted the same at once.
dialog-busy-next = Nothing has changed. Please try again.
dialog-unreachable = { $platform ->
    [discord] My messages do not reach you on Discord. Allow direct messages from this server, then press Try again; or link Telegram.
   *[telegram] My messages do not reach you on Telegram. Unblock me there, or link Discord.
}

# Buttons that no longer work.
dialog-button-expired = This button is too old. Type /home to start afresh.
dialog-button-outdated = I have been updated since this button was made. Type /home to start afresh.
dialog-button-forged = I do not know this button. Type /home to start afresh.

# Refusals of buttons and drafts.
refusal-button-not-yours = This button is meant for somebody else. Type /home to see what is yours.
refusal-draft-moved = This was answered in another place meanwhile. Please go on there.
refusal-draft-not-yours = Somebody else is filling this in. Start your own with the command itself.
refusal-day-over = That day is over: { $day }. Please choose today or a later one.

apology = Sorry, that went wrong on my side. Nothing has changed.
apology-next = Please try again. If it happens again, tell an admin this number: { $id }

# Refusals of answers: what is wrong, then what to do.
refusal-answer-empty = There is nothing in it. Please write a few words.
refusal-answer-none-chosen = Nothing is chosen yet. Please choose at least one.
refusal-answer-too-long = That is { $length } characters; at most { $limit } fit. Please shorten it.
refusal-answer-too-short = That is { $length } characters; at least { $limit } are needed. Please write a little more.
refusal-answer-broken = Part of this text arrived broken. Please type it again.
refusal-answer-not-text = I need words here. Please type your answer.
refusal-answer-not-a-number = I need a whole number in digits, between { $least } and { $most }. For example { $least }.
refusal-answer-out-of-range = Choose a number between { $least } and { $most }.
refusal-answer-not-yes-or-no = I need yes or no. Please press one of the two.
refusal-answer-not-in-list = I cannot find “{ $text }” here. Please choose from the list or type part of a name.
refusal-answer-ambiguous = More than one of these fits “{ $text }”. Please choose the one you mean.
refusal-answer-person-unknown = I do not know this person yet. Ask them to send me /start once, then choose them again.
refusal-answer-not-a-day = I cannot read a date in “{ $text }”. Write it as { $example }, or “tomorrow”, or “next Friday”.
refusal-answer-no-such-day = The date “{ $text }” does not exist. Please check day and month, and write it as { $example }.
refusal-answer-day-twice = “{ $text }” can be read in two ways. Please choose the date you mean.
refusal-answer-not-a-time = I cannot read a time in “{ $text }”. Write it as 18:00 or 6 pm.
refusal-answer-not-a-moment = I cannot read a date and time in “{ $text }”. Write it as { $example } 18:00, or “tomorrow 6 pm”.
refusal-answer-time-missing = Clocks skip this time on that day. The nearest times are { $before } and { $after }; please choose one.
refusal-answer-time-twice = Clocks show this time twice on that day. Please choose: { $first } or { $second }.
refusal-answer-time-range = That is further away than any calendar reaches. Please choose a nearer date.
refusal-answer-not-a-length = I cannot read a length of time in “{ $text }”. Write minutes, such as 90, or 1h30.
refusal-answer-length-range = It may last from { $least } to { $most }. Please choose a length in between.
refusal-answer-not-a-file = I need a file here. Please send it as an attachment.
refusal-answer-file-type = A file ending in { $suffixes } is needed. Please send one of these.
refusal-answer-file-too-big = This file is larger than { $most } kB. Please send a smaller one.
refusal-answer-file-empty = This file is empty. Please send one with something in it.
refusal-answer-not-confirmed = Please press Confirm, Change or Cancel.
refusal-answer-too-many = These are too many at once; choose at most { $most }.
refusal-answer-not-a-place = { $chat ->
    [yes] I cannot tell which chat you mean. Choose it, or paste its number, such as -1001234567890.
   *[no] I cannot tell which one you mean. Choose it, or paste its number: in Discord, hold or right-click it, then Copy ID.
}
