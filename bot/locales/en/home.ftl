# Home, help, groups, approvals, settings, linking, privacy, figures, and what only admins see.

home-title = Hello { $name }
home-approvals = { $count ->
    [one] { $count } thing waits for your decision.
   *[other] { $count } things wait for your decision.
}
home-attendance = { $count ->
    [one] { $count } session is over, and you have not said yet who came.
   *[other] { $count } sessions are over, and you have not said yet who came.
}
home-unread = { $count ->
    [one] { $count } message is in your inbox.
   *[other] { $count } messages are in your inbox.
}
home-application = { $status ->
    [pending] Your application to be a mentor waits for a decision.
    [changes-requested] Your application to be a mentor needs changes.
    [rejected] Your application to be a mentor was rejected; you can change it and send it again.
   *[other] Your role as a mentor has ended.
}
home-paused = You are paused as a mentor: what you announced stands. An admin brings you back.
home-stopped = { $read-only ->
    [yes] Paused by an admin: { $what }. You can look at everything; changing something works again later.
   *[no] Paused by an admin: { $what }. What is owed waits and is sent later.
}
home-upcoming = { $count ->
    [one] This comes next for you:
   *[other] These come next for you:
}
home-new = Welcome! Join an interest group first; then I show you its sessions and remind you in time.
home-new-admin = You are an admin: create interest groups, and decide about what waits. Join a group to see its sessions.
home-nothing-joined = { $mentor ->
    [yes] Nothing is planned. Announce a session, or join one yourself.
   *[no] You have joined no session yet. Have a look at what is on.
}

help-title = What you can do here
help-lead = { $platform ->
    [discord] Type / to see every command. Most things also have a button, so you seldom need to type.
   *[telegram] Tap a command, or the menu beside the text field. I ask for whatever is missing.
}
help-none = There is no command that fits “{ $search }”
area-home = You
area-group = Interest groups
area-session = Sessions
area-leading = Sessions you lead
area-mentor = Mentors
area-admin = For admins and leads
help-example-home = { $platform ->
    [discord] For example: { $command } { $option }:session
   *[telegram] For example: /settings, then Time zone
}
help-example-group = { $platform ->
    [discord] For example: { $command } { $option }:Python
   *[telegram] For example: /joingroup, then choose a group
}
help-example-session = { $platform ->
    [discord] For example: { $command } { $option }:python
   *[telegram] For example: /sessions, then press Join
}
help-example-leading = { $platform ->
    [discord] For example: { $command }, then fill in the form
   *[telegram] For example: /newsession, then answer one question after the other
}
help-example-mentor = { $platform ->
    [discord] For example: { $command } { $option }:design
   *[telegram] For example: /mentors, then Profile
}
help-example-admin = { $platform ->
    [discord] For example: { $command }, then press Approve
   *[telegram] For example: /approvals, then press Approve
}

# Groups
groups-title = Interest groups
groups-none = There are no interest groups yet. An admin creates the first one.
groups-none-admin = There are no interest groups yet. Create the first one.
groups-none-found = No group fits. Try other words, or look at all groups.
group-row = { $learners ->
    [0] no learners yet
    [one] { $learners } learner
   *[other] { $learners } learners
}
group-link = { $link ->
    [learner] you are in
    [mentor] you mentor it
   *[lead] you lead it
}
group-joined = You are in { $title }
group-joined-next = You can join its sessions now.
group-left = You left { $title }
group-left-next = Seats you took in its sessions stay yours until you leave them too.
group-created = Group { NUMBER($number, useGrouping: 0) } is there: { $title }
group-edited = Changed: { $title }
group-to-edit = What do you want to change in { $title }?
spot-none = not chosen yet
lead-set = { $lead ->
    [yes] { $name } leads { $group } now
   *[no] { $name } leads { $group } no longer
}
lead-set-next = { $lead ->
    [yes] They are told, and may approve sessions of this group.
   *[no] They are told.
}

# Approvals
approvals-title = Waits for you
approvals-count = { $count ->
    [one] { $count } thing waits for your decision.
   *[other] { $count } things wait for your decision.
}
approvals-none = Nothing waits for you. I write to you as soon as something does.
session-decided = { $approved ->
    [yes] Approved: { $title }
   *[no] Rejected: { $title }
}
session-decided-next = { $approved ->
    [yes] { $mentor } is told, and learners of the group can join now.
   *[no] { $mentor } is told the reason.
}

# Settings and inbox
settings-title = { $changed ->
    [yes] Changed: your settings
   *[no] Your settings
}
language-follows = as on this platform
zone = { $zone ->
    [none] { $community } (the community's)
   *[other] { $zone }
}
quiet = { $start } – { $end }
quiet-none = none
notices-on = { $on } of { $all } kinds are on
account = { $platform }: { $name }
account-state = { $reachable ->
    [yes] { $notify ->
        [yes] I write to you here.
       *[no] { $alone ->
            [yes] I do not write to you here; what matters waits in your inbox.
           *[no] I write to you elsewhere only.
        }
    }
   *[no] My messages do not arrive here. Allow direct messages or start a chat with me, then press Try again.
}{ $current ->
    [yes] { " " }You are using it now.
   *[no] { "" }
}
category-state = { $on ->
    [yes] on
   *[no] off
}
notices-title = What I tell you
notices-lead = What is switched off waits in your inbox if it matters. About your own account I always tell you.
inbox-title = Your inbox
inbox-none = Nothing waits for you here.
inbox-emptied = Your inbox is empty
inbox-emptied-next = If too much lands here, look at which notices are switched on.

# Linking accounts
link-title = Link your accounts
link-how = { $platform ->
    [discord] On Telegram, send me /link and press Enter a code, then give me this code within { $minutes } minutes:
   *[telegram] On Discord, use /link and press Enter a code, then give me this code within { $minutes } minutes:
}
link-then = Then I ask you here whether the other account is yours. Give this code to nobody else.
link-entered = Thank you
link-entered-next = If the code is right, I have asked on the other side whether this is you. Confirm it there within { $minutes } minutes.
link-entered-else = { $left ->
    [0] If nothing arrives there, make a new code. You have no more tries for now.
    [one] If nothing arrives there, check the code. You have { $left } more try.
   *[other] If nothing arrives there, check the code. You have { $left } more tries.
}
linked = Linked!
linked-next = These accounts are you now: { $accounts }. Groups, sessions and history of both are together.
link-refused = Nothing was linked
link-refused-next = The code is worth nothing now. If somebody else has it, they can do nothing with it.
unlinked = { $platform } ({ $name }) is unlinked
unlinked-next = Your groups, sessions and history stay with you. The other account starts anew.

# Privacy
privacy-title = What I know about you
privacy-kept = I keep your name and number on each platform you use, what you chose in your settings, what you wrote in forms, and which groups and sessions you took part in.
privacy-seen = Mentors see the names of people in their sessions. Meeting links are shown only to people in the session. Your application and notes about you are read only by those who decide, and by you.
privacy-long = Entries stay until you erase them; technical records of messages are deleted after a few days.
privacy-yours = You can take everything along as a file, or have it erased at any time. Nothing is sold or handed on.
exported = Here is everything I know about you
exported-next = { $rows ->
    [one] One entry, as a file that programs and people can read.
   *[other] { $rows } entries, as a file that programs and people can read.
}
erased = Everything that tells who you are is erased
erased-next = Goodbye, and all the best. Anonymous counts stay, so that the figures of others remain right.

# Figures
stats-title = Your figures
stats-lead = { $mentor ->
    [yes] What you have learned and what you have given.
   *[no] What you have learned so far.
}
stats-alt = Your figures as a picture: { $figures }
stats-number = { $number }
stats-groups = Groups
stats-joined = Sessions joined
stats-attended = Attended
stats-minutes = Minutes
stats-held = Sessions led
stats-learners = Learners reached
stats-hours = Hours led
stats-upcoming = Coming up
stats-waiting = Waiting for approval
stats-ratings = Ratings
stats-rating = Stars on average

# For admins
admin-changed = { $admin ->
    [yes] { $name } is an admin now
   *[no] { $name } is no longer an admin
}
admin-changed-next = { $admin ->
    [yes] They are told, and see everything that waits for a decision.
   *[no] They are told, and keep everything else.
}
outbox-title = Notices that need a decision
outbox-none = Nothing here: every notice has arrived or is on its way.
outbox-how = Send again what should still arrive, and give up what has lost its use.
outbox-row = Notice { NUMBER($number, useGrouping: 0) }: { $kind }
outbox-to = to { $name }
outbox-state = { $attempt ->
    [one] { $status }, { $attempt } attempt
   *[other] { $status }, { $attempt } attempts
}
outbox-owed = { $since ->
    [none] { $waiting } waiting, { $sending } being sent
   *[other] { $waiting } waiting since { $since }, { $sending } being sent
}
lease = { $role }
lease-held = process { $process }, until { $until }
outbox-settled = { $again ->
    [yes] Notice { NUMBER($number, useGrouping: 0) } is sent again
   *[no] Notice { NUMBER($number, useGrouping: 0) } is given up
}
pause-title = { $paused ->
    [none] Nothing is paused
   *[other] Paused: { $paused }
}
pause-how = What you pause stops at once for everybody, in every process, until an admin resumes it. Nothing is lost.
pause-row = { $switch ->
    [discord] Sending on Discord
    [telegram] Sending on Telegram
    [outbox] Sending anywhere
   *[read-only] Changes
}
pause-state = { $since ->
    [none] Goes on
   *[other] Paused since { $since }
}
pause-means = { $switch ->
    [discord] While paused, what is owed on Discord waits; commands are answered.
    [telegram] While paused, what is owed on Telegram waits; commands are answered.
    [outbox] While paused, what is owed waits on both platforms; commands are answered.
   *[read-only] While paused, everybody can look at everything and nobody can change anything; sessions still start and end.
}
audit-title = Who did what
audit-none = Nothing has happened yet.
audit-row = { $action }: { $kind } { NUMBER($number, useGrouping: 0) }
audit-who = { $name ->
    [none] by { $source }, { $outcome }
   *[other] by { $name } ({ $source }), { $outcome }
}
alert-notice-dead = A notice could not be delivered
alert-channel-gone = A group's channel cannot be reached any more
alert-discord-stuck = Notices on Discord have been waiting for more than five minutes
alert-telegram-stuck = Notices on Telegram have been waiting for more than five minutes
alert-discord-halted = Discord refuses the bot; check its token, then start the bot again
alert-telegram-halted = Telegram refuses the bot; check its token, then start the bot again
alert-discord-cut-off = Discord has cut the bot off for some minutes; nothing is lost, look at the log for what it was refused
alert-telegram-cut-off = Telegram has cut the bot off for some minutes; nothing is lost, look at the log for what it was refused
alert-telegram-conflict = Another program takes this bot’s updates on Telegram; stop the other copy, or remove its webhook
alert-clock-jumped = The clock of the machine jumped, or the machine slept; nothing was sent for a minute. Check its time
alert-session-in-the-way = The clocks of a zone change differently now, and sessions of these numbers could not follow: another one of their mentor is in the way. Move one of the two
alert-mentor-left = A mentor of coming sessions has left and cannot be reached; call the sessions off, or find out
alert-token-refused = Telegram refuses the bot's token
alert-update-skipped = Something sent on Telegram could not be handled and was skipped
alert-many-dead = Many notices were given up within an hour
alert-other = Something needs an eye: { $what }
alert-next = The outbox shows what is waiting for a decision.
inbox-page-over = What was on this page is over by now.
