# What only the Discord face says: what did not fit into a card, and its menus.

# Below a list that is longer than a card.
discord-rows-left = { $count ->
    [one] … and { $count } more that does not fit here. Search or filter the list to see it.
   *[other] … and { $count } more that do not fit here. Search or filter the list to see them.
}

# Pages of a long list of choices.
discord-choices-before = Previous
discord-choices-after = Next

# The menu that opens on a person; at most 32 characters.
discord-menu-mentor = Show this mentor
