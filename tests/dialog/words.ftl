made = Made { $title }, note { $note }.
joined = Joined { $title }.
shown = Here is { $title }.
listed = Page { $page } of { $search ->
    [none] everything
   *[other] { $search }
}.
dropped = Dropped { $thing } because { $reason }, seen { $seen }.
planned = Planned { $mode } at { $link ->
    [none] no link
   *[other] { $link }
} on { $start } for { $length }.
marked = Marked { $thing }: { $note }.
tagged = Tagged { $chosen }, open { $open }.
all = Person { $person }, { $day } { $clock }, { $place }, { $file }.
at-home = Hello { $name }.
mode-online = Online
mode-on-site = On site
refusal-thing-taken = This title is taken. Choose another one.
refusal-thing-forbidden = Only admins can do this. Ask one.
refusal-thing-full = It is full. Look at the list.
refusal-thing-gone = It is gone. Send /things.
refusal-thing-changed = It changed meanwhile. Look again.

cmd-thing-add = Add a thing
    .title = Title
    .title-ask = What is it called?
    .title-hint = At most 20 characters
    .size = Size
    .size-ask = How large is it?
    .note = Note
    .note-ask = Anything to add?
cmd-thing-join = Join a thing
    .thing = Thing
    .thing-ask = Which thing?
cmd-thing-show = Show a thing
    .thing = Thing
    .thing-ask = Which thing?
cmd-thing-list = List things
    .search = Search
cmd-thing-drop = Drop a thing
    .reason = Reason
    .reason-ask = Why?
cmd-plan = Plan a thing
    .mode = Mode
    .mode-ask = Online or on site?
    .link = Link
    .link-ask = Where is it?
    .start = Start
    .start-ask = When does it start?
    .length = Length
    .length-ask = How long?
cmd-tags = Choose tags
    .chosen = Tags
    .chosen-ask = Which ones?
    .to_all = Open
    .to_all-ask = For everybody?
cmd-mark = Mark a thing
    .thing = Thing
    .thing-ask = Which thing?
    .note = Note
    .note-ask = What about it?
cmd-every = Every other kind
    .person = Person
    .person-ask = Who?
    .day = Day
    .day-ask = Which day?
    .clock = Time
    .clock-ask = At what time?
    .place = Role
    .place-ask = Which role?
    .file = File
    .file-ask = Which file?
cmd-home = Home
