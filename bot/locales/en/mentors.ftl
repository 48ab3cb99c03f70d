# Applications, mentors and their profiles.

application-title = Application { NUMBER($number, useGrouping: 0) }: { $name }
application-since = Sent { $at }
application-state = { $status }
application-none = You have not applied yet
application-how = Mentors announce sessions and share what they know. Applying takes about five minutes.
application-yours = { $status ->
    [approved] You are a mentor
    [pending] Your application waits
    [rejected] Your application was rejected
    [changes-requested] Please change your application
   *[revoked] Your role as a mentor has ended
}
application-yours-next = { $status ->
    [approved] Fill in your profile, then announce your first session.
    [pending] An admin decides about it; you will hear from me. Until then you can still change it.
    [rejected] Read the note. You can change your application and send it again.
    [changes-requested] Read the note, change what is asked for, and it goes back to the admins.
   *[revoked] This is final. You can still learn with us; home shows what there is.
}
application-to-edit = { $status ->
    [pending] What do you want to change?
   *[other] What do you want to change? With the first change it goes back to the admins.
}
applied = Your application is sent, thank you!
application-revised = Changed: your application
applied-next = An admin decides about it; you will hear from me here. You can still change it until then.
applications-title = Applications
applications-none = Nobody has applied yet.
applications-none-found = Nothing fits. Try other words, or look at all applications.
application-decided = { $status ->
    [approved] { $name } is a mentor now
    [rejected] Application of { $name } rejected
   *[other] { $name } is asked for changes
}
application-decided-next = { $status ->
    [approved] They are told, and may announce sessions for the groups they chose.
    [rejected] They are told the reason, and may change their application and send it again.
   *[other] They are told what to change; it comes back to you afterwards.
}
decided-note = Your note: { $note }
decided-by = { $name ->
    [none] { $at }
   *[other] by { $name }, { $at }
}
hours-a-week = { $hours ->
    [one] { $hours } hour a week
   *[other] { $hours } hours a week
}
tier = { $tier }

# Mentors as others see them
mentors-title = Mentors
mentors-title-saved = Mentors you saved
mentors-none = There are no mentors to be seen yet. Do you want to be the first?
mentors-none-saved = You have saved nobody yet. Open a mentor’s profile and press Save.
mentors-none-found = No mentor fits. Try another skill or name, or look at all mentors.
years = { $years ->
    [one] { $years } year of experience
   *[other] { $years } years of experience
}
mentor-done = { $sessions ->
    [0] no sessions
    [one] { $sessions } session
   *[other] { $sessions } sessions
}{ $learners ->
    [0] { "" }
    [one] , { $learners } learner
   *[other] , { $learners } learners
}{ $rating ->
    [none] { "" }
   *[other] , { $rating } of 5 stars from { $ratings } ratings
}
mentor-standing = { $public ->
    [yes] { $status }
   *[no] { $status }, not shown to learners
}
mentor-assigned = { $name } is a mentor now
mentor-assigned-next = They are told, and may announce sessions for these groups.
mentor-status-changed = { $status ->
    [active] { $name } is back
    [paused] { $name } is paused
   *[revoked] { $name } is no longer a mentor
}
mentor-status-next = { $status ->
    [active] They are told, and may announce sessions again.
    [paused] They are told. What is announced stands; nothing new can be announced.
   *[revoked] They are told; coming sessions are cancelled and everyone in them hears of it.
}

# One's own profile
profile-title = { $changed ->
    [yes] Changed: your profile
   *[no] Your profile
}
profile-complete = { $missing ->
    [none] Your profile is complete. Well done!
   *[other] { $percent } % complete. Still missing: { $missing }.
}
profile-part-headline = headline
profile-part-about = about you
profile-part-expertise = skills
profile-part-company = company
profile-part-job-title = job title
profile-part-years = years of experience
profile-part-location = where you live
profile-part-links = links
profile-part-meeting-link = meeting link
profile-part-rate = rate
rate = { $currency ->
    [none] { $rate }
   *[other] { $rate } { $currency }
}
visibility = { $public ->
    [yes] learners find you in the list of mentors
   *[no] only admins and you see this
}
