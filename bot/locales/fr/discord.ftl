# Ce que seul le côté Discord dit : ce qui n’est pas entré dans une carte, et ses menus.

# Sous une liste plus longue qu’une carte.
discord-rows-left = { $count ->
    [one] … et encore { $count } élément qui ne tient pas ici. Cherchez ou filtrez la liste pour le voir.
   *[other] … et encore { $count } éléments qui ne tiennent pas ici. Cherchez ou filtrez la liste pour les voir.
}

# Pages d’une longue liste de choix.
discord-choices-before = Précédents
discord-choices-after = Suivants

# Le menu qui s’ouvre sur une personne ; 32 caractères au plus.
discord-menu-mentor = Voir ce mentor
