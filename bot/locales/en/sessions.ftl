# Sessions: cards, lists, and what is said after each step.

place = { $mode ->
    [online] Online
    [offline] { $venue }
   *[hybrid] { $venue } and online
}
seats-any = { $taken ->
    [0] no limit, nobody yet
    [one] no limit, { $taken } joined
   *[other] no limit, { $taken } joined
}
seats-left = { $left ->
    [0] full ({ $seats })
    [one] { $left } of { $seats } left
   *[other] { $left } of { $seats } left
}
seats-taken = { $seats ->
    [none] { $taken } taken
   *[other] { $taken } of { $seats } taken
}
state = { $reason ->
    [none] { $state }
   *[other] { $state }: { $reason }
}
link-follows = follows later
reason-not-approved-in-time = not approved in time
reason-mentor-left = the mentor left the programme
place-own = { $part ->
    [mentee] You are in
    [co-mentor] You are co-mentor
   *[mentor] You lead it
}
attendance-own = { $minutes ->
    [0] { $attendance }
    [one] { $attendance }, { $minutes } minute
   *[other] { $attendance }, { $minutes } minutes
}
note-from-mentor = “{ $note }”
session-row = { $mentor ->
    [none] { $group } · { $mode }
   *[other] { $group } · { $mentor } · { $mode }
}
led-by = with { $mentor }
coming-led = { $part ->
    [mentee] { $state }
   *[other] you lead it · { $state }
}
waits-approval = waits for your decision

# Lists
sessions-title = Sessions you can join
sessions-none = Nothing is planned in the groups you are in. Join a group to see its sessions, or come back later.
sessions-none-in-group = Nothing is planned in this group at the moment. Look at all sessions, or come back later.
sessions-none-found = Nothing fits. Try other words, or look at all sessions.
archive-title = Past sessions of your groups
archive-none = There are none yet. Look at what comes next.
mine-title = Sessions you lead
mine-none = You have not announced a session yet. Start with your first one.
mine-none-yet = Mentors lead sessions. Do you want to become one?
all-sessions-title = All sessions
all-sessions-none = There are no sessions yet.
history-title = Your history
history-none = You have not joined a session yet. Find one that you like.

# After a step
announced = Session { NUMBER($number, useGrouping: 0) } is announced
announced-open = Learners of the group can join now. I remind everyone before it starts.
announced-waits = It waits for approval; you will hear from me. Learners can join once it is approved.
edited = Changed
unchanged = It was like that already; nothing has changed
edited-waits = It waits for approval now; learners can join once it is approved. Seats that are taken stay taken.
to-edit = What do you want to change?
cancelled = { $told ->
    [0] Cancelled
    [one] Cancelled; { $told } learner is told
   *[other] Cancelled; { $told } learners are told
}
deleted = Deleted: { $title }
joined = You are in!
joined-next = I remind you before it starts. Put it into your calendar right away.
left = You left { $title }
left-next = Your seat is free for somebody else. Maybe another session fits better?
overlap = This overlaps with another session
overlap-with = You are already in { $title }, from { $start } to { $end }.
overlap-question = Do you want to join { $title } all the same?
calendar-title = For your calendar
calendar-how = Open the file to add the session. If it moves, take the new file: it replaces this one.

# Participants and attendance
participants-title = Participants of { $title }
participants-count = { $seats ->
    [none] { $taken ->
        [0] Nobody has joined yet.
        [one] { $taken } learner has joined.
       *[other] { $taken } learners have joined.
    }
   *[other] { $taken ->
        [0] Nobody has joined yet. Seats: { $seats }.
       *[other] Seats taken: { $taken } of { $seats }.
    }
}
participants-none = Nobody here. Try other words, or add a learner.
part = { $part }
attendance = { $attendance }
minutes = { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}
attendance-title = Who came to { $title }?
attendance-how = Mark each learner, or begin with all and correct the few.
attendance-none = Nobody had joined, so there is nothing to mark.
noted = Noted for { $name }
learner-added = { $name } is in; I tell them now
learner-removed = { $name } is out; I tell them now

# Feedback
feedback-question = How was it?
feedback-own = { $text ->
    [none] You gave { $rating ->
        [0] no stars
       *[other] { stars }
    }
   *[other] { $rating ->
        [0] You wrote: { $text }
       *[other] You gave { stars } and wrote: { $text }
    }
}
stars = { $rating ->
    [1] ★☆☆☆☆
    [2] ★★☆☆☆
    [3] ★★★☆☆
    [4] ★★★★☆
   *[other] ★★★★★
}
thanked = Thank you!
thanked-next = You can change it until { $until }; your history has the button.
feedback-title = Feedback on { $title }
feedback-figures = { $average ->
    [none] { $ratings ->
        [0] No stars yet.
        [one] { $ratings } rating; the average shows once there are more.
       *[other] { $ratings } ratings; the average shows once there are more.
    }
   *[other] { $average } stars on average, from { $ratings } ratings.
}
feedback-no-texts = Nobody has written anything yet.
