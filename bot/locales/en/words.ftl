# Names of fields, states and kinds; small phrases that many answers share.

count = { $count }
none = none
length = { $length }
list-page = { $title } – page { NUMBER($number, useGrouping: 0) }
page-past-end = There is no page { NUMBER($number, useGrouping: 0) }; the list ends before. Go back to the previous one.

field-about = About
field-active = Active
field-decided = Decided
field-discord-channel = Discord channel
field-discord-role = Discord role
field-done = So far
field-expertise = Skills
field-group = Group
field-groups = Groups
field-hours = Time
field-job = Work
field-language = Language
field-learners = Learners
field-length = Length
field-link = Meeting link
field-links = Links
field-location = Place
field-meeting-link = Meeting link
field-mentor = Mentor
field-note = Note
field-notices = Notices
field-organisation = Organisation
field-quiet = Quiet hours
field-rate = Rate an hour
field-reason = Why
field-seats = Seats
field-state = State
field-telegram-chat = Telegram chat
field-tier = Kind
field-until = Until
field-visibility = Visibility
field-when = When
field-where = Where
field-years = Experience
field-you = Your part
field-zone = Time zone

mode-online = Online
mode-offline = On site
mode-hybrid = Online and on site

status-pending-approval = Waiting for approval
status-scheduled = Scheduled
status-in-progress = In progress
status-completed = Completed
status-rejected = Rejected
status-cancelled = Cancelled

part-mentee = Learner
part-co-mentor = Co-mentor
part-mentor = Mentor

attendance-invited = Not marked yet
attendance-attended = Attended
attendance-absent = Absent

profilepart-headline = Headline
profilepart-about = About you
profilepart-expertise = Skills
profilepart-company = Company
profilepart-job-title = Job title
profilepart-years = Years of experience
profilepart-location = Where you live
profilepart-links = Public links
profilepart-meeting-link = Meeting link
profilepart-rate = Rate

tier-mentor = Mentor of the whole community
tier-ig-mentor = Mentor of interest groups
tier-company-mentor = Mentor from a company
tier-campus-mentor = Mentor of a campus

applicationstatus-pending = Waiting for a decision
applicationstatus-approved = Approved
applicationstatus-rejected = Rejected
applicationstatus-changes-requested = Changes requested
applicationstatus-revoked = Revoked

mentorstatus-active = Active
mentorstatus-paused = Paused
mentorstatus-revoked = No longer a mentor

linkkind-learner = learner
linkkind-mentor = mentor
linkkind-lead = lead

platform-discord = Discord
platform-telegram = Telegram
platform = { $platform }

switch-discord = Discord
switch-telegram = Telegram
switch-outbox = all sending
switch-read-only = all changes

category-requested = Requests to you
category-confirmed = Confirmations
category-changed = Changes and cancellations
category-day-before = Reminder a day before
category-hour-before = Reminder an hour before
category-minutes-before = Reminder minutes before
category-starting = Start of a session
category-approvals = Things to approve
category-messages = Messages
category-feedback = Attendance and feedback
category-account = Your account
category = { $category }

auditoutcome-done = done
auditoutcome-denied = refused

outboxstatus-pending = waits
outboxstatus-sending = being sent
outboxstatus-sent = sent
outboxstatus-expired = too late
outboxstatus-cancelled = given up
outboxstatus-superseded = replaced
outboxstatus-suppressed = not delivered
outboxstatus-uncertain = perhaps delivered
outboxstatus-dead = failed
outboxstatus-held = held back after a restore
outboxstatus-kept = in the inbox
leaserole-tick = Looks at the clock
leaserole-telegram-poll = Takes what is sent on Telegram
leaserole-discord-gateway = Holds the connection to Discord
leaserole-send-discord = Sends on Discord
leaserole-send-telegram = Sends on Telegram

# What a notice is about, as admins read it in the outbox.
fact-accounts-linked = accounts linked
fact-account-unlinked = account unlinked
fact-link-code-entered = question whether an account is theirs
fact-roles-changed = menu of commands
fact-group-role-due = Discord role
fact-application-submitted = application sent
fact-application-decided = application decided
fact-mentor-assigned = made a mentor
fact-mentor-status-changed = mentor paused, back or ended
fact-admin-changed = admin, or no longer
fact-lead-changed = lead, or no longer
fact-session-proposed = session to approve
fact-session-decided = session approved or rejected
fact-session-card-changed = card of a session
fact-session-moved = session changed
fact-session-cancelled = session cancelled
fact-learner-added = learner added
fact-learner-removed = learner taken out
fact-reminder-due = reminder
fact-session-starting = session starts
fact-attendance-wanted = question who came
fact-feedback-wanted = question for feedback
fact-feedback-given = feedback
fact-notices-undecided = notices to decide about
fact-notices-summed = late reminders
fact-operation-alert = alert to admins
fact-fact = owed by another version
