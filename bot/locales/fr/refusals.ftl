# Pourquoi quelque chose n’a pas été fait, et que faire ensuite. Les faits sont ceux que le noyau en dit.

# Ce que les gens ont écrit
field-name = { $field ->
    [about] « À propos de vous »
    [reason] « Raison »
    [expertise] « Compétence »
    [title] « Titre »
    [description] « Description »
    [venue] « Lieu »
    [note] « Note »
    [feedback] « Votre avis »
    [name] « Nom »
    [organisation] « Organisation »
    [headline] « Accroche »
    [company] « Entreprise »
    [job_title] « Métier »
    [location] « Lieu »
    [link] « Lien de réunion »
    [meeting_link] « Lien de réunion »
    [links] « Lien »
    [years] « Années d’expérience »
    [rate] « Tarif »
   *[other] « Réponse »
}
refusal-text-empty = { field-name } : il n’y a rien. Écrivez quelques mots, s’il vous plaît.
refusal-text-too-long = { field-name } : cela fait { $length } caractères ; la limite est de { $limit }. Raccourcissez, s’il vous plaît.
refusal-text-too-short = { field-name } : cela fait { $length } caractères ; il en faut { $limit }. Écrivez un peu plus, s’il vous plaît.
refusal-text-broken = { field-name } : le texte est arrivé abîmé. Écrivez-le de nouveau, s’il vous plaît.
refusal-link-length = { field-name } : l’adresse ne doit être ni vide ni plus longue que { $limit } caractères. Vérifiez-la, s’il vous plaît.
refusal-link-not-https = { field-name } : l’adresse doit commencer par https://. Copiez-la en entier, s’il vous plaît.
refusal-link-credentials = { field-name } : l’adresse contient un nom ou un mot de passe. Retirez la partie avant le @, s’il vous plaît.
refusal-link-host = { field-name } : l’adresse mène à { $host } ; sont permis : { $allowed }. Utilisez l’un d’eux, s’il vous plaît.
refusal-link-invalid = { field-name } : je n’arrive pas à lire cette adresse. Copiez-la depuis votre navigateur, s’il vous plaît.
refusal-link-internal = { field-name } : les autres ne peuvent pas atteindre cette adresse. Utilisez une adresse publique, s’il vous plaît.
refusal-time-missing = Cette heure n’existe pas ce jour-là : on change d’heure. Choisissez { $before } ou { $after }.
refusal-time-twice = Cette heure existe deux fois ce jour-là : on change d’heure. Choisissez { $first } ou { $second }.
refusal-time-range = C’est plus loin que tous les calendriers. Choisissez une date plus proche.
refusal-zone-unknown = { $suggestions ->
    [none] Je ne connais pas le fuseau horaire « { $name } ». Écrivez la grande ville la plus proche, par exemple Paris ou Kolkata.
   *[other] Je ne connais pas le fuseau horaire « { $name } ». Vouliez-vous dire l’un de ceux-ci : { $suggestions } ?
}
refusal-language-unknown = Je ne parle pas encore cette langue. Choisissez-en une dans la liste, s’il vous plaît.
refusal-quiet-empty = Les heures calmes ont besoin d’un début et d’une fin différents. Choisissez une autre fin.

# Personnes et rôles
refusal-admin-only = Seuls les admins peuvent faire cela. Si vous en avez besoin, demandez à l’un d’eux.
refusal-admin-already = { $name } est déjà admin ; il n’y a rien à faire.
refusal-admin-own = On ne se nomme pas admin soi-même. Demandez à un autre admin.
refusal-admin-not = { $name } n’est pas admin ; il n’y a rien à faire.
refusal-admin-last = Il n’y a pas d’autre admin que { $name }. Nommez d’abord quelqu’un d’autre.
refusal-admin-by-settings = { $name } est admin d’après la configuration de l’exploitant. Demandez à l’exploitant de la changer.
refusal-person-unknown = Je ne connais pas cette personne. Demandez-lui de m’écrire une fois, puis choisissez-la de nouveau.
refusal-person-erased = Vos données ont été effacées, et je m’y tiens : ce compte reste fermé. Vous pouvez recommencer avec un autre compte.
refusal-account-not-yours = Ce compte n’est pas à vous. Ouvrez vos réglages pour voir lesquels le sont.
refusal-account-only = C’est votre seul compte, il n’y a donc rien à dissocier. Associez-en d’abord un autre.
refusal-category-fixed = Je vous signale toujours ce qui touche à votre compte. Vous pouvez désactiver les autres types.
refusal-link-expired = Ce code a déjà servi ou est trop ancien. Faites-en un nouveau avec Associer des comptes.
refusal-link-code-whole = Un code a { $letters } lettres et chiffres, et ceci n’en est pas un. Copiez-le en entier de l’autre côté, s’il vous plaît.
refusal-link-not-yours = Cette question était posée à quelqu’un d’autre. Faites votre propre code avec Associer des comptes.
refusal-link-own-code = Ce code est le vôtre. Saisissez-le sur l’autre plateforme, pas ici.
refusal-link-tries = Cela fait { $tries } essais. Attendez { $minutes } minutes, puis faites un nouveau code.
refusal-link-sessions-overlap = { $title } et { $other } se chevauchent, et un mentor ne peut pas animer les deux. Déplacez ou annulez d’abord l’une des deux, puis associez de nouveau.
refusal-link-same-platform = { $platform ->
    [discord] Vous avez tous deux un compte Discord, et une personne n’en a qu’un. Dissociez d’abord l’ancien.
   *[telegram] Vous avez tous deux un compte Telegram, et une personne n’en a qu’un. Dissociez d’abord l’ancien.
}

# Groupes
refusal-group-unknown = Ce groupe n’existe plus. Regardez la liste des groupes.
refusal-group-already-joined = Vous êtes déjà membre de { $group }. Jetez un œil à ses sessions.
refusal-group-not-joined = Vous n’êtes pas membre de { $group }. La liste des groupes montre où vous êtes.
refusal-group-not-member = { $group ->
    [none] Vous n’êtes pas membre de ce groupe. Rejoignez-le d’abord, et ses sessions s’afficheront.
   *[other] Vous n’êtes pas membre de { $group }. Rejoignez d’abord ce groupe, et ses sessions s’afficheront.
}
refusal-group-limit = { $limit ->
    [one] Vous pouvez être dans { $limit } groupe à la fois. Quittez-le avant d’en rejoindre un autre.
   *[other] Vous pouvez être dans { $limit } groupes à la fois. Quittez-en un avant d’en rejoindre un autre.
}
refusal-group-name-taken = Un groupe s’appelle déjà { $name }. Choisissez un autre nom, s’il vous plaît.
refusal-group-outdated = { $group } a été modifié entre-temps. Regardez de nouveau, puis décidez.
refusal-group-spot = Ce n’est pas le numéro d’un rôle, d’un salon ou d’une discussion. Choisissez dans la liste, ou collez son numéro.
refusal-group-lead-own = On ne se nomme pas responsable de { $group } soi-même. Demandez à un autre admin.
refusal-group-lead-already = { $lead ->
    [true] { $name } est déjà responsable de { $group } ; il n’y a rien à faire.
   *[other] { $name } n’est pas responsable de { $group } ; il n’y a rien à faire.
}

# Candidatures et mentors
refusal-application-none = Vous n’avez pas encore de candidature. Commencez par Devenir mentor.
refusal-application-exists = { $status ->
    [APPROVED] Vous êtes déjà mentor. Modifiez plutôt votre profil.
    [CHANGES_REQUESTED] Vous avez déjà une candidature, et des modifications sont demandées. Modifiez celle-ci.
   *[other] Vous avez déjà une candidature, et elle attend une décision. Vous pouvez encore la modifier.
}
refusal-application-unknown = Cette candidature n’existe plus. Regardez de nouveau la file d’attente.
refusal-application-not-yours = Seuls les admins et la personne candidate voient cette candidature. Demandez à un admin si vous en avez besoin.
refusal-application-own = On ne décide pas de sa propre candidature. Un autre admin le fera.
refusal-application-decided = { $status ->
    [APPROVED] Déjà approuvée
    [REJECTED] Déjà refusée
    [CHANGES_REQUESTED] Déjà renvoyée pour modification
   *[other] Déjà terminée
}{ $by ->
    [none] { "" }
   *[other] { " " }par { $by }
}{ $at ->
    [none] . Il n’y a rien à faire.
   *[other] , { $at }. Il n’y a rien à faire.
}
refusal-application-outdated = La candidature a été modifiée entre-temps. Regardez-la de nouveau, puis continuez.
refusal-application-unchanged = { $note ->
    [none] Rien n’a changé. Modifiez ce qui était demandé, puis renvoyez-la.
   *[other] Rien n’a changé. Il était demandé : { $note }
}
refusal-application-use-profile = Votre candidature est approuvée. Modifiez plutôt votre profil.
refusal-application-mentor-already = Vous êtes déjà mentor. Modifiez plutôt votre profil.
refusal-application-mentor-revoked = Votre rôle de mentor a pris fin pour de bon, une nouvelle candidature n’est donc pas possible. Si c’est une erreur, demandez à un admin.
refusal-application-organisation-missing = Un mentor d’une entreprise ou d’un campus la nomme. Dites laquelle ou lequel, s’il vous plaît.
refusal-application-hours = Choisissez de { $least } à { $most } heures par semaine.
refusal-mentor-skills = { $least ->
    [0] Nommez au plus { $most } compétences, séparées par des virgules.
   *[other] Nommez de { $least } à { $most } compétences, séparées par des virgules.
}
refusal-mentor-groups-none = Choisissez au moins un groupe.
refusal-mentor-unknown = Ce mentor n’est pas visible. Regardez la liste des mentors.
refusal-mentor-already = { $status ->
    [PAUSED] { $name } est un mentor en pause. Mettez plutôt fin à la pause.
   *[other] { $name } est déjà mentor ; il n’y a rien à faire.
}
refusal-mentor-save-own = Ce mentor, c’est vous : ce sont les autres qui vous enregistrent. Regardez plutôt votre propre profil.
refusal-mentor-own = On ne décide pas de cela pour soi-même. Demandez à un autre admin.
refusal-mentor-not-yours = Seul le mentor peut faire cela. Demandez-lui, ou à un admin.
refusal-mentor-state = { $status ->
    [ACTIVE] { $name } est mentor en activité, ce n’est donc pas nécessaire. Regardez son profil.
    [PAUSED] { $name } est en pause. Mettez d’abord fin à la pause.
   *[other] { $name } n’est plus mentor. Vous pouvez lui rendre ce rôle.
}
refusal-profile-not-mentor = Seuls les mentors ont un profil. Proposez votre candidature pour en devenir un.
refusal-profile-outdated = Votre profil a été modifié entre-temps. Regardez-le de nouveau, puis continuez.
refusal-profile-number = { field-name } : le nombre doit se situer entre { $least } et { $most }. Choisissez-en un autre, s’il vous plaît.
refusal-profile-length = Choisissez l’une de ces durées en minutes : { $allowed }.
refusal-profile-buffer = Choisissez l’une de ces pauses en minutes : { $allowed }.
refusal-profile-links = Cela fait trop de liens, il en faut { $most } au plus. Retirez-en, s’il vous plaît.
refusal-profile-currency = Une devise a trois lettres, par exemple EUR ou USD. Écrivez-la ainsi, s’il vous plaît.

# Annoncer et modifier des sessions
refusal-session-announce-not-mentor = Seuls les mentors annoncent des sessions. Proposez votre candidature pour en devenir un.
refusal-session-announce-paused = Votre rôle de mentor est en pause. Demandez à un admin d’y mettre fin, puis annoncez votre session.
refusal-session-announce-group = Vous n’êtes pas mentor de { $group }. Ajoutez ce groupe à votre profil, ou choisissez-en un autre.
refusal-session-venue-missing = Dites où vous vous retrouvez : une adresse ou une salle.
refusal-session-seats = Choisissez de { $least } à { $most } places, ou n’indiquez rien pour ne pas limiter.
refusal-session-seats-taken = { $taken ->
    [one] { $taken } personne est inscrite. Choisissez au moins { $taken } place.
   *[other] { $taken } personnes sont inscrites, c’est donc trop peu. Choisissez au moins { $taken } places.
}
refusal-session-length = Une session dure de { $least } à { $most } ; celle-ci durerait { $length }. Choisissez une autre durée.
refusal-session-too-soon = C’est trop tôt. Le début le plus proche possible : { $earliest }.
refusal-session-too-many = Vous avez annoncé { $most } sessions en un jour, c’est le maximum. Annoncez la prochaine à partir de { $again }.
refusal-session-too-far = C’est trop loin. Le début le plus lointain possible : { $latest }.
refusal-session-double = Vous avez déjà annoncé { $title } ({ $starts_at }). Regardez cette session, ou changez le titre ou l’horaire.
refusal-session-overlaps = Vous animez { $title } ({ $starts_at } – { $ends_at }). Choisissez un horaire qui ne la chevauche pas.
refusal-session-edit-group = { $mentor } n’est pas mentor de { $group }. Choisissez l’un de ses groupes.
refusal-session-edit-started = Elle a commencé et ne peut donc plus être modifiée. Vous pouvez encore l’annuler jusqu’à la fin.
refusal-session-delete-joined = { $taken ->
    [one] { $taken } personne est inscrite, la session ne peut donc pas être supprimée. Annulez-la plutôt ; la personne sera prévenue.
   *[other] { $taken } personnes sont inscrites, la session ne peut donc pas être supprimée. Annulez-la plutôt ; elles seront prévenues.
}
refusal-session-delete-state = { $status ->
    [COMPLETED] Elle a eu lieu, elle reste donc dans l’historique.
   *[other] Elle est annoncée et ne peut donc pas être supprimée. Annulez-la plutôt.
}

# Voir des sessions, s’inscrire, se désinscrire
refusal-session-unknown = Cette session n’existe plus. Regardez la liste des sessions.
refusal-session-not-yours = Seuls { $mentor } et les admins peuvent faire cela. Demandez-leur.
refusal-session-copy-not-yours = Cette session ne peut être annoncée de nouveau que par { $mentor }. Demandez-lui.
refusal-session-own = On ne décide pas de sa propre session. Un autre admin ou un responsable le fera.
refusal-session-outdated = { $title } : la session a été modifiée entre-temps. Regardez-la de nouveau, puis continuez.
refusal-session-not-member = Cette session est pour { $group }. Rejoignez d’abord le groupe, puis inscrivez-vous à la session.
refusal-session-already-joined = Vous participez déjà à { $title }. Sa carte montre l’heure et le lieu.
refusal-session-join-leading = Vous animez { $title }, vous y êtes donc déjà sans prendre de place.
refusal-session-join-paused = { $title } attend de nouveau une approbation ; les inscriptions sont suspendues d’ici là. Revenez la voir plus tard.
refusal-session-full = { $seats ->
    [one] La seule place de { $title } est prise. Réessayez plus tard, ou cherchez une autre session.
   *[other] Les { $seats } places de { $title } sont prises. Réessayez plus tard, ou cherchez une autre session.
}
refusal-session-not-joined = Vous ne participez pas à { $title }, il n’y a donc rien à quitter.
refusal-session-leave-leading = Vous animez { $title }. Annulez la session si elle ne peut pas avoir lieu.
refusal-session-leave-started = { $title } a commencé, la place ne peut donc plus être rendue. Prévenez le mentor si vous ne pouvez pas venir.
refusal-session-closed = { $status ->
    [COMPLETED] { $title } : la session est terminée. Regardez ce qui vient ensuite.
    [CANCELLED] { $title } : la session a été annulée. Regardez ce qui vient ensuite.
    [REJECTED] { $title } : la session n’a pas été approuvée. Regardez ce qui vient ensuite.
    [PENDING_APPROVAL] { $title } attend une approbation. Réessayez une fois la session approuvée.
    [SCHEDULED] { $title } n’a pas encore commencé. Réessayez une fois la session commencée.
   *[other] { $title } est en cours. Réessayez une fois la session terminée.
}

# Décider
refusal-approvals-not-approver = Rien ne vous attend : seuls les admins et les responsables de groupe décident. Demandez à l’un d’eux.
refusal-session-not-approver = Seuls les admins et les responsables de { $group } décident de cette session. Demandez à l’un d’eux.
refusal-session-decided = { $status ->
    [REJECTED] Déjà refusée
    [CANCELLED] Déjà annulée
    [COMPLETED] Déjà terminée
   *[other] Déjà approuvée
}{ $by ->
    [none] { "" }
   *[other] { " " }par { $by }
}{ $at ->
    [none] . Il n’y a rien à faire.
   *[other] , { $at }. Il n’y a rien à faire.
}
refusal-read-only = Un admin a mis tous les changements en pause pour l’instant : rien n’a été modifié. Vous pouvez tout consulter ; réessayez plus tard.
refusal-export-again = Vous avez déjà emporté vos données depuis moins d’un jour ; ce sera de nouveau possible à partir de { $again }. Ce qui est conservé sur vous n’a guère changé depuis.
refusal-outbox-decided = Quelqu’un d’autre a décidé de cette notification. Regardez de nouveau la boîte d’envoi.

# Animer
refusal-session-nobody-joined = { $title } : personne n’est encore inscrit, il n’y a donc personne à retirer. Choisissez une autre session.
refusal-session-learner-unknown = Cette personne ne participe plus à { $title }. Regardez de nouveau les participants.
refusal-session-learner-in = { $name } participe déjà à { $title } ; il n’y a rien à faire.
refusal-session-add-full = { $seats ->
    [one] La seule place de { $title } est prise. Ajoutez d’abord des places.
   *[other] Les { $seats } places de { $title } sont prises. Ajoutez d’abord des places.
}
refusal-session-not-started = { $title } commence { $starts_at }. Vous pourrez noter les présences à partir de là.
refusal-session-minutes = Choisissez de { $least } à { $most } minutes.

# Avis
refusal-feedback-not-attended = Seules les personnes présentes donnent leur avis. Si vous y étiez, demandez à { $mentor } de noter votre présence.
refusal-feedback-too-early = { $title } : vous pourrez donner votre avis une fois la session terminée, à partir de { $ends_at }.
refusal-feedback-too-late = Les avis étaient possibles jusqu’à : { $until }. Parlez plutôt directement à votre mentor.
refusal-feedback-empty = Choisissez des étoiles, écrivez quelques mots, ou les deux.
refusal-feedback-rating = Choisissez de { $least } à { $most } étoiles.

# Rien à choisir
refusal-nothing-active-groups = Il n’y a pas encore de groupe. Un admin crée le premier.
refusal-nothing-active-mentors = Aucun mentor n’est actif en ce moment. Regardez la liste des mentors.
refusal-nothing-all-groups = Il n’y a pas encore de groupe. Créez le premier.
refusal-nothing-attended-sessions = Il n’y a pas de session sur laquelle donner votre avis. Vous pourrez dès que votre mentor aura noté votre présence.
refusal-nothing-cancellable-sessions = Vous n’animez aucune session qui puisse être annulée. Regardez vos sessions.
refusal-nothing-deletable-sessions = Vous n’animez aucune session qui puisse être supprimée. Ce qui est annoncé peut être annulé.
refusal-nothing-discoverable-mentors = Aucun mentor n’est visible pour l’instant. Voulez-vous être le premier ?
refusal-nothing-editable-sessions = Vous n’animez aucune session qui puisse encore être modifiée. Regardez vos sessions.
refusal-nothing-groups-to-join = Il ne vous reste aucun groupe à rejoindre. Jetez un œil aux sessions.
refusal-nothing-groups-to-leave = Vous n’êtes encore dans aucun groupe. Rejoignez-en d’abord un.
refusal-nothing-groups-to-move-to = Le mentor de cette session n’est mentor d’aucun groupe. Annulez la session si elle ne peut pas avoir lieu.
refusal-nothing-sessions-to-leave = Vous n’êtes à aucune session à venir. Trouvez-en une qui vous plaît.
refusal-nothing-mentored-groups = Vous n’êtes mentor d’aucun groupe, et une session s’annonce pour un groupe. Ajoutez des groupes à votre profil.
refusal-nothing-open-sessions = Vous n’animez aucune session où inscrire quelqu’un. Regardez vos sessions.
refusal-nothing-own-sessions = Vous n’avez pas encore annoncé de session. Lancez-vous avec la première.
refusal-nothing-paused-mentors = Aucun mentor n’est en pause en ce moment. Regardez la liste des mentors.
refusal-nothing-present-mentors = Il n’y a pas encore de mentor. Regardez la liste des mentors.
refusal-nothing-seen-sessions = Rien n’est prévu dans vos groupes. Rejoignez d’autres groupes pour voir leurs sessions.
refusal-nothing-sessions-to-join = Il n’y a plus rien où vous inscrire dans vos groupes en ce moment. Rejoignez d’autres groupes, ou revenez plus tard.
refusal-nothing-started-sessions = Aucune de vos sessions n’a encore commencé. Regardez vos sessions.
