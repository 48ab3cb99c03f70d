# Ce que dit la conversation elle-même : questions, formulaires, réponses refusées, erreurs.
# La manière d’écrire une phrase est expliquée dans en/dialog.ftl. Ici : vous ; « » et espaces insécables.
# Glossaire : personne, compte, groupe, membre (d’un groupe), participant (d’une session), candidature,
# mentor, responsable (d’un groupe), session, s’inscrire et se désinscrire, annoncer, animer, avis,
# notification, rappel (avant une session), brouillon, boîte de réception, boîte d’envoi.

missing-words = Il manque des mots ici ({ $key }). Dites-le à un admin, s’il vous plaît.

yes = Oui
no = Non

# Boutons et libellés de la conversation, communs aux deux plateformes.
dialog-back = Retour
dialog-skip = Passer
dialog-cancel = Annuler
dialog-change = Modifier
dialog-confirm = Confirmer
dialog-done = Terminé
dialog-continue = Continuer
dialog-correct = Corriger
dialog-open-form = Remplir
dialog-earlier = Plus tôt
dialog-later = Plus tard
dialog-more = Plus
dialog-other-time = Autre heure
dialog-choose = Choisir…
dialog-chosen = { $count ->
    [0] Rien de choisi pour l’instant
    [one] { $count } choix fait
   *[other] { $count } choix faits
}
dialog-position = { $position } sur { $total }
dialog-so-far = Jusqu’ici
dialog-optional = Vous pouvez passer cette question.
dialog-type-or-choose = Choisissez ci-dessous, ou écrivez ce que vous cherchez.
dialog-type-answer = Écrivez votre réponse.
dialog-field = { $label } :
dialog-hint-in-zone = { $hint } ({ $zone })
dialog-left-out = Non précisé
dialog-value = { $value }
dialog-number = N° { NUMBER($number, useGrouping: 0) }
dialog-resumed = Vous aviez déjà commencé. Continuez, ou appuyez sur Annuler pour repartir de zéro.
dialog-form-waits = Remplissez le formulaire pour continuer.
dialog-form-wrong = Il y a quelque chose à corriger.

# Posée quand une commande ne nomme pas sa propre question.
dialog-ask-confirm = Est-ce bien cela ?

# Après la conversation.
dialog-cancelled = C’est annulé. Rien n’a changé.
dialog-over = C’est déjà terminé.
dialog-over-next = Il n’y a plus rien à faire ici. Tapez /help pour voir ce que je sais faire.
dialog-expired = Ceci a attendu trop longtemps et a été fermé. Rien n’a changé.
dialog-expired-next = Recommencez quand vous voulez.
dialog-start-again = Recommencer
dialog-answered = Cette question a déjà sa réponse. Continuez avec la question en cours.
dialog-not-asked = Aucune question n’est ouverte en ce moment.
dialog-not-asked-next = Tapez /help pour voir ce que vous pouvez faire ici, ou commencez par l’un de ces boutons.
dialog-unknown-command = Je ne connais pas cette commande. Tapez /help pour voir ce que je sais faire.
dialog-help = Aide
dialog-home = Accueil
dialog-refused = Cela n’a pas marché
dialog-so-already = C’est déjà fait
dialog-outdated = Cette carte n’était plus à jour ; voici où nous en sommes.
dialog-slow-down = C’était rapide. Attendez un instant, puis réessayez ; d’ici là, je me tais.
dialog-unwritable = Rien ne peut être enregistré en ce moment ; ce que vous voyez reste juste.
dialog-unwritable-next = Rien n’a changé. Réessayez dans quelques minutes ; si cela dure, prévenez un admin.
dialog-busy = Trop de personnes voulaient la même chose à la fois.
dialog-busy-next = Rien n’a changé. Réessayez.
dialog-unreachable = { $platform ->
    [discord] Mes messages ne vous parviennent pas sur Discord. Autorisez les messages privés de ce serveur, puis appuyez sur Réessayer ; ou associez Telegram.
   *[telegram] Mes messages ne vous parviennent pas sur Telegram. Débloquez-moi là-bas, ou associez Discord.
}

# Boutons qui ne marchent plus.
dialog-button-expired = Ce bouton est trop ancien. Tapez /home pour repartir de zéro.
dialog-button-outdated = J’ai été mis à jour depuis la création de ce bouton. Tapez /home pour repartir de zéro.
dialog-button-forged = Je ne connais pas ce bouton. Tapez /home pour repartir de zéro.

# Refus de boutons et de brouillons.
refusal-button-not-yours = Ce bouton est destiné à quelqu’un d’autre. Tapez /home pour voir ce qui est à vous.
refusal-draft-moved = Une réponse a été donnée ailleurs entre-temps. Continuez là-bas, s’il vous plaît.
refusal-draft-not-yours = Quelqu’un d’autre remplit ce brouillon. Commencez le vôtre avec la commande.
refusal-day-over = Ce jour est passé : { $day }. Choisissez aujourd’hui ou un jour plus tard.

apology = Désolé, quelque chose s’est mal passé de mon côté. Rien n’a changé.
apology-next = Réessayez, s’il vous plaît. Si cela se reproduit, donnez ce numéro à un admin : { $id }

# Réponses refusées : ce qui ne va pas, puis ce qu’il faut faire.
refusal-answer-empty = Il n’y a rien. Écrivez quelques mots, s’il vous plaît.
refusal-answer-none-chosen = Rien n’est encore choisi. Choisissez au moins un élément, s’il vous plaît.
refusal-answer-too-long = Cela fait { $length } caractères ; la limite est de { $limit }. Raccourcissez, s’il vous plaît.
refusal-answer-too-short = Cela fait { $length } caractères ; il en faut au moins { $limit }. Écrivez un peu plus, s’il vous plaît.
refusal-answer-broken = Une partie de ce texte est arrivée abîmée. Écrivez-le de nouveau, s’il vous plaît.
refusal-answer-not-text = J’ai besoin de mots ici. Écrivez votre réponse, s’il vous plaît.
refusal-answer-not-a-number = J’ai besoin d’un nombre entier en chiffres, entre { $least } et { $most }. Par exemple { $least }.
refusal-answer-out-of-range = Choisissez un nombre entre { $least } et { $most }.
refusal-answer-not-yes-or-no = J’ai besoin d’un oui ou d’un non. Appuyez sur l’un des deux, s’il vous plaît.
refusal-answer-not-in-list = Je ne trouve pas « { $text } » ici. Choisissez dans la liste, ou écrivez une partie d’un nom.
refusal-answer-ambiguous = « { $text } » peut désigner plusieurs choses. Choisissez celle que vous voulez dire.
refusal-answer-person-unknown = Je ne connais pas encore cette personne. Demandez-lui de m’envoyer une fois /start, puis choisissez-la de nouveau.
refusal-answer-not-a-day = Je ne trouve pas de date dans « { $text } ». Écrivez-la comme { $example }, ou « demain », ou « vendredi ».
refusal-answer-no-such-day = La date « { $text } » n’existe pas. Vérifiez le jour et le mois, et écrivez-la comme { $example }.
refusal-answer-day-twice = « { $text } » peut se lire de deux façons. Choisissez la date que vous voulez dire.
refusal-answer-not-a-time = Je ne trouve pas d’heure dans « { $text } ». Écrivez-la comme 18:00 ou 18h.
refusal-answer-not-a-moment = Je ne trouve pas de date avec une heure dans « { $text } ». Écrivez { $example } 18:00, ou « demain 18h ».
refusal-answer-time-missing = Cette heure n’existe pas ce jour-là : on change d’heure. Les plus proches sont { $before } et { $after } ; choisissez-en une.
refusal-answer-time-twice = Cette heure existe deux fois ce jour-là : on change d’heure. Choisissez : { $first } ou { $second }.
refusal-answer-time-range = C’est plus loin que tous les calendriers. Choisissez une date plus proche.
refusal-answer-not-a-length = Je ne trouve pas de durée dans « { $text } ». Écrivez des minutes, par exemple 90, ou 1h30.
refusal-answer-length-range = La durée doit se situer entre { $least } et { $most }. Choisissez-en une autre.
refusal-answer-not-a-file = J’ai besoin d’un fichier ici. Envoyez-le en pièce jointe, s’il vous plaît.
refusal-answer-file-type = Il faut un fichier qui se termine par { $suffixes }. Envoyez-en un, s’il vous plaît.
refusal-answer-file-too-big = Ce fichier dépasse { $most } ko. Envoyez-en un plus petit, s’il vous plaît.
refusal-answer-file-empty = Ce fichier est vide. Envoyez-en un qui contient quelque chose, s’il vous plaît.
refusal-answer-not-confirmed = Appuyez sur Confirmer, Modifier ou Annuler, s’il vous plaît.
refusal-answer-too-many = C’est trop à la fois ; choisissez-en { $most } au plus.
refusal-answer-not-a-place = { $chat ->
    [yes] Je ne vois pas de quelle discussion il s’agit. Choisissez-la, ou collez son numéro, par exemple -1001234567890.
   *[no] Je ne vois pas duquel il s’agit. Choisissez-le, ou collez son numéro : dans Discord, appui long ou clic droit, puis Copier l’identifiant.
}
