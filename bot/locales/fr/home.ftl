# Accueil, aide, groupes, décisions, réglages, comptes associés, vie privée, chiffres, et ce que seuls les admins voient.

home-title = Bonjour { $name }
home-approvals = { $count ->
    [one] { $count } demande attend votre décision.
   *[other] { $count } demandes attendent votre décision.
}
home-attendance = { $count ->
    [one] { $count } session est terminée, et les présences ne sont pas encore notées.
   *[other] { $count } sessions sont terminées, et les présences ne sont pas encore notées.
}
home-unread = { $count ->
    [one] { $count } message est dans votre boîte de réception.
   *[other] { $count } messages sont dans votre boîte de réception.
}
home-application = { $status ->
    [pending] Votre candidature de mentor attend une décision.
    [changes-requested] Votre candidature de mentor est à modifier.
    [rejected] Votre candidature de mentor a été refusée ; vous pouvez la modifier et la renvoyer.
   *[other] Votre rôle de mentor a pris fin.
}
home-paused = Votre rôle de mentor est en pause : ce que vous avez annoncé reste. Un admin peut mettre fin à la pause.
home-stopped = { $read-only ->
    [yes] En pause par décision d’un admin : { $what }. Vous pouvez tout consulter ; modifier sera possible plus tard.
   *[no] En pause par décision d’un admin : { $what }. Ce qui est dû attend et sera envoyé plus tard.
}
home-upcoming = { $count ->
    [one] Voici la suite pour vous :
   *[other] Voici la suite pour vous :
}
home-new = Bienvenue ! Rejoignez d’abord un groupe ; je vous montrerai ensuite ses sessions et vous enverrai un rappel à temps.
home-new-admin = Vous êtes admin : créez des groupes, et décidez de ce qui attend. Rejoignez un groupe pour voir ses sessions.
home-nothing-joined = { $mentor ->
    [yes] Rien n’est prévu. Annoncez une session, ou inscrivez-vous à l’une d’elles.
   *[no] Vous n’êtes encore à aucune session. Regardez ce qui est proposé.
}

help-title = Ce que vous pouvez faire ici
help-lead = { $platform ->
    [discord] Tapez / pour voir toutes les commandes. Presque tout a aussi un bouton : vous aurez rarement à écrire.
   *[telegram] Touchez une commande, ou le menu à côté du champ de texte. Je demande ce qui manque.
}
help-none = Aucune commande ne correspond à « { $search } »
area-home = Vous
area-group = Groupes
area-session = Sessions
area-leading = Sessions que vous animez
area-mentor = Mentors
area-admin = Pour les admins et les responsables
help-example-home = { $platform ->
    [discord] Par exemple : { $command } { $option }:session
   *[telegram] Par exemple : /settings, puis Fuseau horaire
}
help-example-group = { $platform ->
    [discord] Par exemple : { $command } { $option }:Python
   *[telegram] Par exemple : /joingroup, puis choisissez un groupe
}
help-example-session = { $platform ->
    [discord] Par exemple : { $command } { $option }:python
   *[telegram] Par exemple : /sessions, puis appuyez sur S’inscrire
}
help-example-leading = { $platform ->
    [discord] Par exemple : { $command }, puis remplissez le formulaire
   *[telegram] Par exemple : /newsession, puis répondez aux questions une à une
}
help-example-mentor = { $platform ->
    [discord] Par exemple : { $command } { $option }:design
   *[telegram] Par exemple : /mentors, puis Profil
}
help-example-admin = { $platform ->
    [discord] Par exemple : { $command }, puis appuyez sur Approuver
   *[telegram] Par exemple : /approvals, puis appuyez sur Approuver
}

# Groupes
groups-title = Groupes
groups-none = Il n’y a pas encore de groupe. Un admin crée le premier.
groups-none-admin = Il n’y a pas encore de groupe. Créez le premier.
groups-none-found = Aucun groupe ne correspond. Essayez d’autres mots, ou regardez tous les groupes.
group-row = { $learners ->
    [0] aucun membre pour l’instant
    [one] { $learners } membre
   *[other] { $learners } membres
}
group-link = { $link ->
    [learner] vous en êtes membre
    [mentor] vous y êtes mentor
   *[lead] vous en êtes responsable
}
group-joined = Vous avez rejoint { $title }
group-joined-next = Vous pouvez maintenant vous inscrire à ses sessions.
group-left = Vous avez quitté { $title }
group-left-next = Vos places dans ses sessions restent à vous, tant que vous ne vous désinscrivez pas.
group-created = Le groupe { NUMBER($number, useGrouping: 0) } est créé : { $title }
group-edited = Modifié : { $title }
group-to-edit = Que voulez-vous modifier dans { $title } ?
spot-none = pas encore choisi
lead-set = { $lead ->
    [yes] { $name } est désormais responsable de { $group }
   *[no] { $name } n’est plus responsable de { $group }
}
lead-set-next = { $lead ->
    [yes] Cette personne est prévenue, et peut approuver les sessions de ce groupe.
   *[no] Cette personne est prévenue.
}

# Décisions
approvals-title = Ce qui vous attend
approvals-count = { $count ->
    [one] { $count } demande attend votre décision.
   *[other] { $count } demandes attendent votre décision.
}
approvals-none = Rien ne vous attend. Je vous écris dès qu’il y a quelque chose.
session-decided = { $approved ->
    [yes] Approuvée : { $title }
   *[no] Refusée : { $title }
}
session-decided-next = { $approved ->
    [yes] { $mentor } l’apprend aussitôt, et les membres du groupe peuvent s’inscrire.
   *[no] { $mentor } en reçoit la raison.
}

# Réglages et boîte de réception
settings-title = { $changed ->
    [yes] Modifiés : vos réglages
   *[no] Vos réglages
}
language-follows = comme sur cette plateforme
zone = { $zone ->
    [none] { $community } (celui de la communauté)
   *[other] { $zone }
}
quiet = { $start } – { $end }
quiet-none = aucune
notices-on = { $on } types activés sur { $all }
account = { $platform } : { $name }
account-state = { $reachable ->
    [yes] { $notify ->
        [yes] Je vous écris ici.
       *[no] { $alone ->
            [yes] Je ne vous écris pas ici ; ce qui est important attend dans votre boîte de réception.
           *[no] Je vous écris seulement ailleurs.
        }
    }
   *[no] Mes messages n’arrivent pas ici. Autorisez les messages privés ou ouvrez une discussion avec moi, puis appuyez sur Réessayer.
}{ $current ->
    [yes] { " " }Vous l’utilisez en ce moment.
   *[no] { "" }
}
category-state = { $on ->
    [yes] activé
   *[no] désactivé
}
notices-title = Ce que je vous signale
notices-lead = Ce qui est désactivé attend dans votre boîte de réception si c’est important. Je vous signale toujours ce qui touche à votre compte.
inbox-title = Votre boîte de réception
inbox-none = Rien ne vous attend ici.
inbox-emptied = Votre boîte de réception est vide
inbox-emptied-next = Si trop de choses arrivent ici, regardez quelles notifications sont activées.

# Associer des comptes
link-title = Associez vos comptes
link-how = { $platform ->
    [discord] Sur Telegram, envoyez-moi /link et appuyez sur Saisir un code, puis donnez-moi ce code dans les { $minutes } minutes :
   *[telegram] Sur Discord, utilisez /link et appuyez sur Saisir un code, puis donnez-moi ce code dans les { $minutes } minutes :
}
link-then = Je vous demanderai ensuite ici si l’autre compte est bien à vous. Ne donnez ce code à personne d’autre.
link-entered = Merci
link-entered-next = Si le code est juste, j’ai demandé de l’autre côté si c’est bien vous. Confirmez là-bas dans les { $minutes } minutes.
link-entered-else = { $left ->
    [0] Si rien n’arrive là-bas, faites un nouveau code. Vous n’avez plus d’essai pour l’instant.
    [one] Si rien n’arrive là-bas, vérifiez le code. Il vous reste { $left } essai.
   *[other] Si rien n’arrive là-bas, vérifiez le code. Il vous reste { $left } essais.
}
linked = C’est associé !
linked-next = Ces comptes sont désormais vous : { $accounts }. Groupes, sessions et historiques des deux sont réunis.
link-refused = Rien n’a été associé
link-refused-next = Le code ne vaut plus rien. Si quelqu’un d’autre l’a, il ne peut rien en faire.
unlinked = { $platform } ({ $name }) est dissocié
unlinked-next = Vos groupes, vos sessions et votre historique restent avec vous. L’autre compte repart de zéro.

# Vie privée
privacy-title = Ce que je sais de vous
privacy-kept = Je garde votre nom et votre numéro sur chaque plateforme que vous utilisez, vos choix dans les réglages, ce que vous avez écrit dans les formulaires, et les groupes et sessions auxquels vous avez participé.
privacy-seen = Les mentors voient les noms des participants de leurs sessions. Les liens de réunion ne sont montrés qu’aux personnes de la session. Votre candidature et les notes à votre sujet ne sont lues que par les personnes qui décident, et par vous.
privacy-long = Tout reste jusqu’à ce que vous l’effaciez ; les traces techniques des messages sont supprimées après quelques jours.
privacy-yours = Vous pouvez à tout moment tout emporter dans un fichier, ou tout faire effacer. Rien n’est vendu ni transmis.
exported = Voici tout ce que je sais de vous
exported-next = { $rows ->
    [one] { $rows } élément, dans un fichier que les programmes et les gens peuvent lire.
   *[other] { $rows } éléments, dans un fichier que les programmes et les gens peuvent lire.
}
erased = Tout ce qui dit qui vous êtes est effacé
erased-next = Au revoir, et bonne continuation. Des comptes anonymes restent, pour que les chiffres des autres demeurent justes.

# Chiffres
stats-title = Vos chiffres
stats-lead = { $mentor ->
    [yes] Ce que vous avez appris et ce que vous avez donné.
   *[no] Ce que vous avez appris jusqu’ici.
}
stats-alt = Vos chiffres en image : { $figures }
stats-number = { $number }
stats-groups = Groupes
stats-joined = Inscriptions
stats-attended = Présences
stats-minutes = Minutes
stats-held = Sessions animées
stats-learners = Participants accompagnés
stats-hours = Heures animées
stats-upcoming = À venir
stats-waiting = En attente d’approbation
stats-ratings = Évaluations
stats-rating = Étoiles en moyenne

# Pour les admins
admin-changed = { $admin ->
    [yes] { $name } est désormais admin
   *[no] { $name } n’est plus admin
}
admin-changed-next = { $admin ->
    [yes] Cette personne est prévenue, et voit tout ce qui attend une décision.
   *[no] Cette personne est prévenue, et garde tout le reste.
}
outbox-title = Notifications qui attendent une décision
outbox-none = Rien ici : chaque notification est arrivée ou en route.
outbox-how = Renvoyez ce qui doit encore arriver, et abandonnez ce qui n’est plus utile.
outbox-row = Notification { NUMBER($number, useGrouping: 0) } : { $kind }
outbox-to = à { $name }
outbox-state = { $attempt ->
    [one] { $status }, { $attempt } tentative
   *[other] { $status }, { $attempt } tentatives
}
outbox-owed = { $since ->
    [none] { $waiting } en attente, { $sending } en cours d’envoi
   *[other] { $waiting } en attente depuis { $since }, { $sending } en cours d’envoi
}
lease = { $role }
lease-held = processus { $process }, jusqu’à { $until }
outbox-settled = { $again ->
    [yes] La notification { NUMBER($number, useGrouping: 0) } est renvoyée
   *[no] La notification { NUMBER($number, useGrouping: 0) } est abandonnée
}
pause-title = { $paused ->
    [none] Rien n’est en pause
   *[other] En pause : { $paused }
}
pause-how = Ce que vous mettez en pause s’arrête aussitôt pour tout le monde, dans chaque processus, jusqu’à ce qu’un admin le fasse reprendre. Rien n’est perdu.
pause-row = { $switch ->
    [discord] Envois sur Discord
    [telegram] Envois sur Telegram
    [outbox] Tous les envois
   *[read-only] Changements
}
pause-state = { $since ->
    [none] En marche
   *[other] En pause depuis { $since }
}
pause-means = { $switch ->
    [discord] Pendant la pause, ce qui est dû sur Discord attend ; les commandes ont leur réponse.
    [telegram] Pendant la pause, ce qui est dû sur Telegram attend ; les commandes ont leur réponse.
    [outbox] Pendant la pause, ce qui est dû attend sur les deux plateformes ; les commandes ont leur réponse.
   *[read-only] Pendant la pause, tout le monde peut tout consulter et personne ne peut rien modifier ; les sessions commencent et finissent quand même.
}
audit-title = Qui a fait quoi
audit-none = Rien ne s’est encore passé.
audit-row = { $action } : { $kind } { NUMBER($number, useGrouping: 0) }
audit-who = { $name ->
    [none] par { $source }, { $outcome }
   *[other] par { $name } ({ $source }), { $outcome }
}
alert-notice-dead = Une notification n’a pas pu être remise
alert-channel-gone = Le salon d’un groupe n’est plus accessible
alert-discord-stuck = Des notifications sur Discord attendent depuis plus de cinq minutes
alert-telegram-stuck = Des notifications sur Telegram attendent depuis plus de cinq minutes
alert-discord-halted = Discord refuse le bot ; vérifiez son jeton, puis relancez le bot
alert-telegram-halted = Telegram refuse le bot ; vérifiez son jeton, puis relancez le bot
alert-discord-cut-off = Discord a coupé l’accès au bot pour quelques minutes ; rien n’est perdu, le journal dit ce qui lui a été refusé
alert-telegram-cut-off = Telegram a coupé l’accès au bot pour quelques minutes ; rien n’est perdu, le journal dit ce qui lui a été refusé
alert-telegram-conflict = Un autre programme prend les messages de ce bot sur Telegram ; arrêtez l’autre copie, ou retirez son webhook
alert-clock-jumped = L’horloge de la machine a sauté, ou la machine dormait ; rien n’est parti pendant une minute. Vérifiez son heure
alert-session-in-the-way = Les règles de l’heure d’un fuseau ont changé, et les sessions de ces numéros n’ont pas pu suivre : une autre du même mentor occupe déjà ce moment. Déplacez l’une des deux
alert-mentor-left = Un mentor de sessions à venir est parti et reste injoignable ; annulez les sessions, ou renseignez-vous
alert-token-refused = Telegram refuse le jeton du bot
alert-update-skipped = Un envoi sur Telegram n’a pas pu être traité et a été laissé de côté
alert-many-dead = Beaucoup de notifications ont été abandonnées en une heure
alert-other = Quelque chose mérite un coup d’œil : { $what }
alert-next = La boîte d’envoi montre ce qui attend une décision.
inbox-page-over = Ce qui était sur cette page est passé.
