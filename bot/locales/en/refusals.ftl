# Why something was not done, and what to do next. Facts are what the core tells about it.

# What people typed
field-name = { $field ->
    [about] The text about you
    [reason] The reason
    [expertise] A skill
    [title] The title
    [description] The description
    [venue] The place
    [note] The note
    [feedback] Your feedback
    [name] The name
    [organisation] The organisation
    [headline] The headline
    [company] The company
    [job_title] The job title
    [location] The place
    [link] The meeting link
    [meeting_link] The meeting link
    [links] A link
    [years] The number of years
    [rate] The rate
   *[other] This answer
}
refusal-text-empty = { field-name } is empty. Please write a few words.
refusal-text-too-long = { field-name } has { $length } characters; { $limit } fit. Please shorten it.
refusal-text-too-short = { field-name } has { $length } characters; { $limit } are needed. Please write a little more.
refusal-text-broken = { field-name } arrived broken. Please type it again.
refusal-link-length = { field-name } must not be empty or longer than { $limit } characters. Please check it.
refusal-link-not-https = { field-name } must begin with “https://”. Please copy the whole address.
refusal-link-credentials = { field-name } holds a name or a password. Please take the part before the @ away.
refusal-link-host = { field-name } leads to { $host }; allowed are { $allowed }. Please use one of these.
refusal-link-invalid = { field-name } is not an address I can read. Please copy it from your browser.
refusal-link-internal = { field-name } leads to an address that others cannot reach. Please use a public one.
refusal-time-missing = Clocks skip this time on that day. Choose { $before } or { $after }.
refusal-time-twice = Clocks show this time twice on that day. Choose { $first } or { $second }.
refusal-time-range = That is further away than any calendar reaches. Please choose a nearer date.
refusal-zone-unknown = { $suggestions ->
    [none] I do not know the time zone “{ $name }”. Type the nearest big city, such as Berlin or Kolkata.
   *[other] I do not know the time zone “{ $name }”. Did you mean one of these: { $suggestions }?
}
refusal-language-unknown = I do not speak this language yet. Please choose one from the list.
refusal-quiet-empty = Quiet hours need a beginning and an end that differ. Please choose another end.

# People and roles
refusal-admin-only = Only admins can do this. If you need it done, ask one.
refusal-admin-already = { $name } is an admin already; nothing needs to be done.
refusal-admin-own = You cannot make yourself an admin. Ask another admin.
refusal-admin-not = { $name } is not an admin; nothing needs to be done.
refusal-admin-last = { $name } is the only admin. Make somebody else an admin first.
refusal-admin-by-settings = { $name } is an admin by the operator's settings. Ask the operator to change these.
refusal-person-unknown = I do not know this person. Ask them to write to me once, then choose them again.
refusal-person-erased = Your data was erased, and I keep to that: this account stays closed. You can begin anew with another account.
refusal-account-not-yours = This account is not yours. Open your settings to see which ones are.
refusal-account-only = This is your only account, so there is nothing to unlink. Link another one first.
refusal-category-fixed = What is about your own account I always tell you. You can switch off the other kinds.
refusal-link-expired = This code is used up or too old. Make a new one with Link accounts.
refusal-link-code-whole = A code has { $letters } letters and digits, and this is none. Please copy it whole from the other side.
refusal-link-not-yours = This question was asked of somebody else. Make a code of your own with Link accounts.
refusal-link-own-code = This code is yours. Enter it on the other platform, not here.
refusal-link-tries = That was the last of { $tries } tries. Please wait { $minutes } minutes, then make a new code.
refusal-link-sessions-overlap = { $title } and { $other } overlap, and one mentor cannot lead both. Move or cancel one of them first, then link again.
refusal-link-same-platform = { $platform ->
    [discord] Both of you have a Discord account, and a person has one. Unlink the old one first.
   *[telegram] Both of you have a Telegram account, and a person has one. Unlink the old one first.
}

# Groups
refusal-group-unknown = There is no such group any more. Look at the list of groups.
refusal-group-already-joined = You are in { $group } already. Have a look at its sessions.
refusal-group-not-joined = You are not in { $group }. The list of groups shows where you are.
refusal-group-not-member = { $group ->
    [none] You are not in this group. Join it first, then its sessions show.
   *[other] You are not in { $group }. Join it first, then its sessions show.
}
refusal-group-limit = { $limit ->
    [one] You can be in { $limit } group at a time. Leave it before you join another.
   *[other] You can be in { $limit } groups at a time. Leave one before you join another.
}
refusal-group-name-taken = There is a group called { $name } already. Please choose another name.
refusal-group-outdated = { $group } was changed meanwhile. Look at it again, then decide.
refusal-group-spot = This is no number of a role, a channel or a chat. Choose it from the list, or paste its number.
refusal-group-lead-own = You cannot make yourself lead of { $group }. Ask another admin.
refusal-group-lead-already = { $lead ->
    [true] { $name } leads { $group } already; nothing needs to be done.
   *[other] { $name } does not lead { $group }; nothing needs to be done.
}

# Applications and mentors
refusal-application-none = You have not applied yet. Start with Become a mentor.
refusal-application-exists = { $status ->
    [APPROVED] You are a mentor already. Change your profile instead.
    [CHANGES_REQUESTED] You have applied already, and changes are asked for. Change that application.
   *[other] You have applied already, and it waits for a decision. You can still change it.
}
refusal-application-unknown = There is no such application any more. Look at the queue again.
refusal-application-not-yours = Only admins and the applicant see this application. Ask an admin if you need to know.
refusal-application-own = You cannot decide about your own application. Another admin will.
refusal-application-decided = { $status ->
    [APPROVED] Already approved
    [REJECTED] Already rejected
    [CHANGES_REQUESTED] Already sent back for changes
   *[other] Already ended
}{ $by ->
    [none] { "" }
   *[other] { " " }by { $by }
}{ $at ->
    [none] . Nothing needs to be done.
   *[other] , { $at }. Nothing needs to be done.
}
refusal-application-outdated = The application was changed meanwhile. Look at it again, then go on.
refusal-application-unchanged = { $note ->
    [none] Nothing has changed. Change what was asked for, then send it again.
   *[other] Nothing has changed. Asked for was: { $note }
}
refusal-application-use-profile = Your application is approved. Change your profile instead.
refusal-application-mentor-already = You are a mentor already. Change your profile instead.
refusal-application-mentor-revoked = Your role as a mentor was ended for good, so you cannot apply again. Ask an admin if that is wrong.
refusal-application-organisation-missing = A mentor of a company or a campus names it. Please say which one.
refusal-application-hours = Choose from { $least } to { $most } hours a week.
refusal-mentor-skills = { $least ->
    [0] Name at most { $most } skills, separated by commas.
   *[other] Name from { $least } to { $most } skills, separated by commas.
}
refusal-mentor-groups-none = Choose at least one group.
refusal-mentor-unknown = There is no such mentor to be seen. Look at the list of mentors.
refusal-mentor-already = { $status ->
    [PAUSED] { $name } is a mentor who is paused. Bring them back instead.
   *[other] { $name } is a mentor already; nothing needs to be done.
}
refusal-mentor-save-own = You are this mentor: others save you. Look at your own profile instead.
refusal-mentor-own = You cannot decide this about yourself. Ask another admin.
refusal-mentor-not-yours = Only the mentor can do this. Ask them, or an admin.
refusal-mentor-state = { $status ->
    [ACTIVE] { $name } is active, so this is not needed. Look at their profile.
    [PAUSED] { $name } is paused. Bring them back first.
   *[other] { $name } is no longer a mentor. You can make them one anew.
}
refusal-profile-not-mentor = Only mentors have a profile. Apply to become one.
refusal-profile-outdated = Your profile was changed meanwhile. Look at it again, then go on.
refusal-profile-number = { field-name } must lie between { $least } and { $most }. Please choose another number.
refusal-profile-length = Choose one of these lengths in minutes: { $allowed }.
refusal-profile-buffer = Choose one of these breaks in minutes: { $allowed }.
refusal-profile-links = At most { $most } links fit. Please take some away.
refusal-profile-currency = A currency has three letters, such as EUR or USD. Please write it so.

# Announcing and changing sessions
refusal-session-announce-not-mentor = Only mentors announce sessions. Apply to become one.
refusal-session-announce-paused = You are paused as a mentor. Ask an admin to bring you back, then announce.
refusal-session-announce-group = You do not mentor { $group }. Add it to the groups of your profile, or choose another one.
refusal-session-venue-missing = Say where you meet: an address or a room.
refusal-session-seats = Choose from { $least } to { $most } seats, or leave it out for no limit.
refusal-session-seats-taken = { $taken ->
    [one] { $taken } learner has joined. Choose { $taken } or more seats.
   *[other] { $taken } learners have joined, so that is too few. Choose { $taken } or more seats.
}
refusal-session-length = A session takes from { $least } to { $most }; this would be { $length }. Choose another length.
refusal-session-too-soon = That is too soon. The earliest start is { $earliest }.
refusal-session-too-many = You have announced { $most } sessions within a day, which is as many as there may be. Announce the next one from { $again } on.
refusal-session-too-far = That is too far ahead. The latest start is { $latest }.
refusal-session-double = You have announced { $title } for { $starts_at } already. Look at that one, or change title or time.
refusal-session-overlaps = You lead { $title } from { $starts_at } to { $ends_at }. Choose a time that does not overlap.
refusal-session-edit-group = { $mentor } does not mentor { $group }. Choose a group they mentor.
refusal-session-edit-started = It has started, so it cannot be changed any more. You can still cancel it until it ends.
refusal-session-delete-joined = { $taken ->
    [one] { $taken } learner has joined, so it cannot be deleted. Cancel it instead; they are told.
   *[other] { $taken } learners have joined, so it cannot be deleted. Cancel it instead; they are told.
}
refusal-session-delete-state = { $status ->
    [COMPLETED] It has taken place, so it stays in the history.
   *[other] It is announced, so it cannot be deleted. Cancel it instead.
}

# Looking at, joining and leaving sessions
refusal-session-unknown = There is no such session any more. Look at the list of sessions.
refusal-session-not-yours = Only { $mentor } and admins can do this. Ask them.
refusal-session-copy-not-yours = Only { $mentor } can announce this session again. Ask them.
refusal-session-own = You cannot decide about your own session. Another admin or a lead will.
refusal-session-outdated = { $title } was changed meanwhile. Look at it again, then go on.
refusal-session-not-member = This session is for { $group }. Join the group first, then the session.
refusal-session-already-joined = You are in { $title } already. Its card shows time and place.
refusal-session-join-leading = You lead { $title }, so you are in already and take no seat.
refusal-session-join-paused = { $title } waits for approval again; joining pauses until then. Look at it again later.
refusal-session-full = { $seats ->
    [one] The only seat of { $title } is taken. Try later, or look for another session.
   *[other] All { $seats } seats of { $title } are taken. Try later, or look for another session.
}
refusal-session-not-joined = You are not in { $title }, so there is nothing to leave.
refusal-session-leave-leading = You lead { $title }. Cancel it if it cannot take place.
refusal-session-leave-started = { $title } has started, so the seat cannot be given back any more. Tell the mentor if you cannot come.
refusal-session-closed = { $status ->
    [COMPLETED] { $title } is over. Have a look at what comes next.
    [CANCELLED] { $title } was cancelled. Have a look at what comes next.
    [REJECTED] { $title } was not approved. Have a look at what comes next.
    [PENDING_APPROVAL] { $title } waits for approval. Try again once it is approved.
    [SCHEDULED] { $title } has not started yet. Try again once it has.
   *[other] { $title } runs at the moment. Try again once it is over.
}

# Deciding
refusal-approvals-not-approver = Nothing waits for you: only admins and leads of groups decide. Ask one of them.
refusal-session-not-approver = Only admins and leads of { $group } decide about this session. Ask one of them.
refusal-session-decided = { $status ->
    [REJECTED] Already rejected
    [CANCELLED] Already cancelled
    [COMPLETED] Already over
   *[other] Already approved
}{ $by ->
    [none] { "" }
   *[other] { " " }by { $by }
}{ $at ->
    [none] . Nothing needs to be done.
   *[other] , { $at }. Nothing needs to be done.
}
refusal-read-only = An admin has paused all changes for now, so nothing was changed. You can look at everything; please try this again later.
refusal-export-again = You took your data along less than a day ago; you can again from { $again } on. What is kept about you has hardly changed since.
refusal-outbox-decided = Somebody else has decided about this notice. Look at the outbox again.

# Leading
refusal-session-nobody-joined = Nobody has joined { $title } yet, so nobody can be taken out. Choose another session.
refusal-session-learner-unknown = This person is not in { $title } any more. Look at the participants again.
refusal-session-learner-in = { $name } is in { $title } already; nothing needs to be done.
refusal-session-add-full = { $seats ->
    [one] The only seat of { $title } is taken. Add seats first.
   *[other] All { $seats } seats of { $title } are taken. Add seats first.
}
refusal-session-not-started = { $title } starts { $starts_at }. You can say who came from then on.
refusal-session-minutes = Choose from { $least } to { $most } minutes.

# Feedback
refusal-feedback-not-attended = Only those who attended give feedback. If you were there, ask { $mentor } to mark you as attended.
refusal-feedback-too-early = You can give feedback when { $title } is over, from { $ends_at } on.
refusal-feedback-too-late = Feedback could be given until { $until }. Tell your mentor directly instead.
refusal-feedback-empty = Choose some stars, write a few words, or both.
refusal-feedback-rating = Choose from { $least } to { $most } stars.

# Nothing there to choose from
refusal-nothing-active-groups = There are no interest groups yet. An admin creates the first one.
refusal-nothing-active-mentors = No mentor is active at the moment. Look at the list of mentors.
refusal-nothing-all-groups = There are no interest groups yet. Create the first one.
refusal-nothing-attended-sessions = There is no session to give feedback on. Once your mentor has marked you as attended, you can.
refusal-nothing-cancellable-sessions = You lead no session that could be cancelled. Look at your sessions.
refusal-nothing-deletable-sessions = You lead no session that could be deleted. What is announced can be cancelled instead.
refusal-nothing-discoverable-mentors = There are no mentors to be seen yet. Do you want to be the first?
refusal-nothing-editable-sessions = You lead no session that could still be changed. Look at your sessions.
refusal-nothing-groups-to-join = There is no group left for you to join. Have a look at the sessions.
refusal-nothing-groups-to-leave = You are in no group yet. Join one first.
refusal-nothing-groups-to-move-to = The mentor of this session mentors no group. Cancel the session if it cannot take place.
refusal-nothing-sessions-to-leave = You have joined no session that is still to come. Find one that you like.
refusal-nothing-mentored-groups = You mentor no group, and sessions are announced for one. Add groups to your profile.
refusal-nothing-open-sessions = You lead no session that people could be put into. Look at your sessions.
refusal-nothing-own-sessions = You have not announced a session yet. Start with your first one.
refusal-nothing-paused-mentors = No mentor is paused at the moment. Look at the list of mentors.
refusal-nothing-present-mentors = There is no mentor yet. Look at the list of mentors.
refusal-nothing-seen-sessions = Nothing is planned in your groups. Join more groups to see their sessions.
refusal-nothing-sessions-to-join = There is nothing left to join in your groups at the moment. Join more groups, or come back later.
refusal-nothing-started-sessions = None of your sessions has started yet. Look at your sessions.
