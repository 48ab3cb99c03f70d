# Ce que seul le côté Telegram dit : questions posées une à une, groupes, menus.

# Sous une liste plus longue qu’un message.
telegram-rows-left = { $count ->
    [one] … et encore { $count } élément qui ne tient pas ici. Cherchez ou filtrez la liste pour le voir.
   *[other] … et encore { $count } éléments qui ne tiennent pas ici. Cherchez ou filtrez la liste pour les voir.
}

# Questions.
telegram-so-far = Jusqu’ici : { $answer }
telegram-keep = Garder
telegram-change-which = Quelle réponse voulez-vous modifier ?
telegram-other-day = Autre jour
telegram-night = Nuit
telegram-morning = Matin
telegram-afternoon = Après-midi
telegram-evening = Soir
telegram-group-how = Écrivez d’abord /help dans le groupe ; vous pourrez ensuite le choisir ici.

# Dans les groupes, où tout le monde lit.
telegram-told-in-private = Je vous ai répondu dans notre discussion privée.
telegram-asked-in-private = Continuons dans notre discussion privée.
telegram-open-chat = Ouvrir notre discussion
telegram-start-first = Je ne peux pas encore vous écrire. Ouvrez notre discussion et appuyez sur Démarrer ; je continuerai là-bas.
telegram-anonymous = Vous écrivez de façon anonyme, je ne peux donc pas savoir qui vous êtes. Désactivez l’anonymat, ou écrivez-moi en privé.

# Après une absence : des commandes qui ont trop attendu pour être encore utiles.
telegram-was-away = J’ai été absent un moment, et les commandes que vous avez envoyées entre-temps sont trop anciennes. Renvoyez ce dont vous avez encore besoin.
telegram-file-lost = Je n’ai pas pu récupérer ce fichier. Envoyez-le de nouveau, s’il vous plaît.
telegram-failed = Désolé, je n’ai pas pu afficher la réponse. Envoyez /start pour continuer.

# Affiché avant /start ; 512 et 120 caractères au plus.
telegram-description = Un programme de mentorat dans vos discussions : trouvez les sessions des groupes qui vous tiennent à cœur, inscrivez-vous, recevez un rappel à temps, et donnez votre avis. Les mentors annoncent aussi leurs sessions ici. Appuyez sur Démarrer pour commencer.
telegram-short-description = Sessions avec des mentors : trouver, s’inscrire, recevoir un rappel.
