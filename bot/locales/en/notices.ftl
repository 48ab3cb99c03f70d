# What people are told because of what happened.

notice-because = The reason: { $reason }

# Accounts and roles
notice-accounts-linked = { $platform } ({ $name }) is linked to you
notice-accounts-linked-next = From now on both accounts are you. If that was not you, unlink it in your settings.
notice-account-unlinked = { $platform } ({ $name }) is unlinked
notice-account-unlinked-next = It is a person of its own again. If that was not you, tell an admin.
notice-link-code-entered = Is this you?
notice-link-code-entered-by = { $name } on { $platform } entered your code.
notice-link-code-entered-next = Say yes only if this account is yours: it will see everything you see.
notice-admin-made = You are an admin now
notice-admin-made-next = Applications and sessions wait for your decision; I write to you when there is a new one.
notice-admin-unmade = You are no longer an admin
notice-admin-unmade-next = Everything else stays as it is. If you wonder why, ask another admin.
notice-lead-made = You lead { $group } now
notice-lead-made-next = Sessions of this group wait for your decision; I write to you when there is a new one.
notice-lead-unmade = You no longer lead { $group }
notice-lead-unmade-next = Everything else stays as it is. If you wonder why, ask an admin.

# Applications and mentors
notice-undecided = { $count ->
    [one] { $count } notice waits for your decision
   *[other] { $count } notices wait for your decision
}
notice-application-received = Your application has arrived
notice-application-received-next = An admin decides about it; you will hear from me here.
notice-application-submitted = { $name } wants to be a mentor
notice-application-submitted-next = Please decide; they are told at once.
notice-application-in-group = { $name } wants to mentor in your group
notice-application-in-group-next = It is about { $groups }. An admin decides; talk to one if you have something to say.
notice-decided-note = A note for you: { $note }
notice-application-decided = { $status ->
    [approved] You are a mentor now, congratulations!
    [rejected] Your application was rejected
    [changes-requested] Please change your application
   *[other] Your role as a mentor has ended
}
notice-application-decided-next = { $status ->
    [approved] Fill in your profile so that learners find you, and announce your first session.
    [rejected] You can change your application and send it again.
    [changes-requested] Change what is asked for; then it goes back to the admins.
   *[other] You can still learn with us.
}
notice-mentor-assigned = You are a mentor now
notice-mentor-assigned-next = An admin made you one. Fill in your profile, and announce your first session.
notice-mentor-status = { $status ->
    [active] Welcome back as a mentor
    [paused] You are paused as a mentor for a while
   *[revoked] Your role as a mentor has ended
}
notice-mentor-status-next = { $status ->
    [active] You can announce sessions again.
    [paused] What you announced stands; nothing new can be announced. An admin brings you back.
   *[revoked] Your coming sessions are cancelled. You can still learn with us.
}

# Sessions
notice-session-proposed = { $mentor } proposes { $title }
notice-session-approved = Approved: { $title }
notice-session-approved-next = { $leads ->
    [yes] Learners of the group can join now. I remind everyone before it starts.
   *[no] It takes place, and your seat is kept. I remind you before it starts.
}
notice-session-rejected = Rejected: { $title }
notice-session-rejected-next = { $leads ->
    [yes] You can announce it again, changed or at another time.
   *[no] It will not take place. Maybe another session fits?
}
notice-session-moved = Changed: { $title }
notice-moved-time = Before: { $was }. Now: { $now }.
notice-moved-clocks = The clocks in { $zone } change differently now. The session keeps the time of day it was announced for there.
notice-moved-group = It moved from { $was } to { $now }.
notice-moved-place = { $was ->
    [none] The place has changed; it was online.
   *[other] The place has changed; it was { $was }.
}
notice-moved-link = { $mode ->
    [offline] It is on site only now.
   *[other] { $link ->
        [yes] The meeting link is new.
       *[no] There is no meeting link at the moment.
    }
}
notice-moved-length = It ends at another time.
notice-moved-waits = { $leads ->
    [yes] It waits for approval again; seats are kept.
   *[no] It waits for approval again. Your seat is kept; leave if the new time does not fit.
}
notice-session-cancelled = Cancelled: { $title }
notice-session-cancelled-was = It was planned for { $start }.
notice-session-cancelled-next = { $leads ->
    [yes] Everyone who joined is told. You can announce it again at another time.
   *[no] Sorry about that. Maybe another session fits?
}
notice-learner-added = { $mentor } put you into { $title }
notice-learner-removed = You are no longer in { $title }
notice-learner-removed-next = If you wonder why, ask { $mentor }. Maybe another session fits?

# Reminders
notice-reminder = { $title } starts { $left }
notice-reminder-leads = { $missing ->
    [yes] { $taken ->
        [0] Nobody has joined yet.
        [one] { $taken } learner has joined.
       *[other] { $taken } learners have joined.
    } There is no meeting link yet: add one, so that people find you.
   *[no] { $taken ->
        [0] Nobody has joined yet.
        [one] { $taken } learner has joined.
       *[other] { $taken } learners have joined.
    }
}
notice-starting = { $title } starts now
notice-starting-next = { $leads ->
    [yes] Have a good session! Afterwards I ask you who came.
   *[no] Have a good time!
}
notice-starting-no-link = { $leads ->
    [yes] Nobody was given a meeting link, and none can be added now. Tell those who joined where to meet.
   *[no] There is no meeting link; ask { $mentor }.
}
notice-summed = { $count ->
    [one] One session is coming up
   *[other] { $count } sessions are coming up
}
notice-summed-next = { $count ->
    [one] I could not write to you for a while, so a reminder is late.
   *[other] I could not write to you for a while; this stands for { $count } reminders.
}

# Afterwards
notice-attendance-wanted = Who came to { $title }?
notice-attendance-wanted-next = { $count ->
    [one] { $count } learner is not marked yet. Whoever came is then asked for feedback.
   *[other] { $count } learners are not marked yet. Whoever came is then asked for feedback.
}
notice-feedback-wanted = How was { $title }?
notice-feedback-wanted-next = One press is enough. { $mentor } sees the average and what you write, not who gave which stars.
notice-feedback-given = Feedback on { $title }
notice-feedback-text = Somebody wrote: { $text }
notice-feedback-stars = Somebody gave stars. The average shows once there are a few.
