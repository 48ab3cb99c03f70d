# What only the Telegram face says: questions asked one by one, groups, menus.

# Below a list that is longer than a message.
telegram-rows-left = { $count ->
    [one] … and { $count } more that does not fit here. Search or filter the list to see it.
   *[other] … and { $count } more that do not fit here. Search or filter the list to see them.
}

# Questions.
telegram-so-far = So far: { $answer }
telegram-keep = Keep it
telegram-change-which = Which answer do you want to change?
telegram-other-day = Another day
telegram-night = Night
telegram-morning = Morning
telegram-afternoon = Afternoon
telegram-evening = Evening
telegram-group-how = Write /help in the group first; then you can choose it here.

# In groups, where everybody reads along.
telegram-told-in-private = I have answered you in our private chat.
telegram-asked-in-private = Let us go on in our private chat.
telegram-open-chat = Open our chat
telegram-start-first = I cannot write to you yet. Open our chat and press Start; I will go on there.
telegram-anonymous = You are writing anonymously, so I cannot know who you are. Switch that off, or write to me in private.

# After a downtime: commands that have waited too long to be of use.
telegram-was-away = I was away for a while, and the commands you sent meanwhile are old by now. Please send again what you still need.
telegram-file-lost = I could not fetch this file. Please send it again.
telegram-failed = Sorry, I could not show the answer. Send /start to go on.

# Shown before /start; at most 512 and 120 characters.
telegram-description = A mentorship programme inside your chats: find sessions of the groups you care about, join them, be reminded in time, and say how it was. Mentors announce sessions here too. Press Start to begin.
telegram-short-description = Sessions with mentors: find, join, be reminded.
