# Ce qui est dit aux gens à cause de ce qui s’est passé.

notice-because = La raison : { $reason }

# Comptes et rôles
notice-accounts-linked = { $platform } ({ $name }) est associé à vous
notice-accounts-linked-next = Désormais, les deux comptes sont vous. Si ce n’était pas vous, dissociez-le dans vos réglages.
notice-account-unlinked = { $platform } ({ $name }) est dissocié
notice-account-unlinked-next = C’est de nouveau une personne à part. Si ce n’était pas vous, dites-le à un admin.
notice-link-code-entered = Est-ce bien vous ?
notice-link-code-entered-by = { $name } a saisi votre code sur { $platform }.
notice-link-code-entered-next = Dites oui seulement si ce compte est à vous : il verra tout ce que vous voyez.
notice-admin-made = Vous êtes désormais admin
notice-admin-made-next = Des candidatures et des sessions attendent votre décision ; je vous écris dès qu’il y en a une nouvelle.
notice-admin-unmade = Vous n’êtes plus admin
notice-admin-unmade-next = Tout le reste demeure. Si vous vous demandez pourquoi, demandez à un autre admin.
notice-lead-made = Vous êtes désormais responsable de { $group }
notice-lead-made-next = Les sessions de ce groupe attendent votre décision ; je vous écris dès qu’il y en a une nouvelle.
notice-lead-unmade = Vous n’êtes plus responsable de { $group }
notice-lead-unmade-next = Tout le reste demeure. Si vous vous demandez pourquoi, demandez à un admin.

# Candidatures et mentors
notice-undecided = { $count ->
    [one] { $count } notification attend votre décision
   *[other] { $count } notifications attendent votre décision
}
notice-application-received = Votre candidature est bien arrivée
notice-application-received-next = Un admin va décider ; je vous tiens au courant ici.
notice-application-submitted = { $name } veut devenir mentor
notice-application-submitted-next = À vous de décider ; la personne l’apprend aussitôt.
notice-application-in-group = { $name } veut être mentor dans votre groupe
notice-application-in-group-next = Il s’agit de { $groups }. Un admin décide ; parlez-lui si vous avez quelque chose à dire.
notice-decided-note = Une note pour vous : { $note }
notice-application-decided = { $status ->
    [approved] Vous êtes désormais mentor, félicitations !
    [rejected] Votre candidature a été refusée
    [changes-requested] Votre candidature est à modifier
   *[other] Votre rôle de mentor a pris fin
}
notice-application-decided-next = { $status ->
    [approved] Remplissez votre profil pour que les membres vous trouvent, et annoncez votre première session.
    [rejected] Vous pouvez modifier votre candidature et la renvoyer.
    [changes-requested] Modifiez ce qui est demandé ; elle retournera ensuite aux admins.
   *[other] Vous pouvez toujours apprendre avec nous.
}
notice-mentor-assigned = Vous êtes désormais mentor
notice-mentor-assigned-next = Un admin vous a confié ce rôle. Remplissez votre profil, et annoncez votre première session.
notice-mentor-status = { $status ->
    [active] Bon retour parmi les mentors
    [paused] Votre rôle de mentor est en pause pour un temps
   *[revoked] Votre rôle de mentor a pris fin
}
notice-mentor-status-next = { $status ->
    [active] Vous pouvez de nouveau annoncer des sessions.
    [paused] Ce que vous avez annoncé reste ; rien de nouveau ne peut être annoncé. Un admin peut mettre fin à la pause.
   *[revoked] Vos sessions à venir sont annulées. Vous pouvez toujours apprendre avec nous.
}

# Sessions
notice-session-proposed = { $mentor } propose { $title }
notice-session-approved = Approuvée : { $title }
notice-session-approved-next = { $leads ->
    [yes] Les membres du groupe peuvent s’inscrire dès maintenant. J’envoie un rappel à tout le monde avant le début.
   *[no] Elle a bien lieu, et votre place est gardée. Je vous envoie un rappel avant le début.
}
notice-session-rejected = Refusée : { $title }
notice-session-rejected-next = { $leads ->
    [yes] Vous pouvez l’annoncer de nouveau, modifiée ou à un autre moment.
   *[no] Elle n’aura pas lieu. Une autre session vous convient peut-être ?
}
notice-session-moved = Modifiée : { $title }
notice-moved-time = Avant : { $was }. Maintenant : { $now }.
notice-moved-clocks = Les règles de l’heure ont changé pour { $zone }. La session garde l’heure locale pour laquelle elle a été annoncée.
notice-moved-group = Elle passe de { $was } à { $now }.
notice-moved-place = { $was ->
    [none] Le lieu a changé ; c’était en ligne.
   *[other] Le lieu a changé ; c’était { $was }.
}
notice-moved-link = { $mode ->
    [offline] Elle n’a plus lieu que sur place.
   *[other] { $link ->
        [yes] Le lien de réunion est nouveau.
       *[no] Il n’y a pas de lien de réunion en ce moment.
    }
}
notice-moved-length = Elle se termine à une autre heure.
notice-moved-waits = { $leads ->
    [yes] Elle attend de nouveau une approbation ; les places sont gardées.
   *[no] Elle attend de nouveau une approbation. Votre place est gardée ; désinscrivez-vous si le nouvel horaire ne vous convient pas.
}
notice-session-cancelled = Annulée : { $title }
notice-session-cancelled-was = Elle était prévue { $start }.
notice-session-cancelled-next = { $leads ->
    [yes] Toutes les personnes inscrites sont prévenues. Vous pouvez l’annoncer de nouveau à un autre moment.
   *[no] Nous en sommes désolés. Une autre session vous convient peut-être ?
}
notice-learner-added = { $mentor } vous a inscrit à { $title }
notice-learner-removed = Vous ne participez plus à { $title }
notice-learner-removed-next = Si vous vous demandez pourquoi, demandez à { $mentor }. Une autre session vous convient peut-être ?

# Rappels
notice-reminder = { $title } commence { $left }
notice-reminder-leads = { $missing ->
    [yes] { $taken ->
        [0] Personne ne s’est encore inscrit.
        [one] { $taken } personne est inscrite.
       *[other] { $taken } personnes sont inscrites.
    } Il n’y a pas encore de lien de réunion : ajoutez-en un, pour qu’on vous trouve.
   *[no] { $taken ->
        [0] Personne ne s’est encore inscrit.
        [one] { $taken } personne est inscrite.
       *[other] { $taken } personnes sont inscrites.
    }
}
notice-starting = { $title } commence maintenant
notice-starting-next = { $leads ->
    [yes] Bonne session ! Je vous demanderai ensuite qui est venu.
   *[no] Bonne session !
}
notice-starting-no-link = { $leads ->
    [yes] Personne n’a reçu de lien de réunion, et il est trop tard pour en ajouter un. Dites aux inscrits où vous retrouver.
   *[no] Il n’y a pas de lien de réunion ; demandez à { $mentor }.
}
notice-summed = { $count ->
    [one] { $count } session approche
   *[other] { $count } sessions approchent
}
notice-summed-next = { $count ->
    [one] Je n’ai pas pu vous écrire pendant un moment, un rappel arrive donc en retard.
   *[other] Je n’ai pas pu vous écrire pendant un moment ; ce message remplace { $count } rappels.
}

# Après
notice-attendance-wanted = Qui est venu à { $title } ?
notice-attendance-wanted-next = { $count ->
    [one] La présence de { $count } participant reste à noter. Je demande ensuite leur avis aux personnes présentes.
   *[other] La présence de { $count } participants reste à noter. Je demande ensuite leur avis aux personnes présentes.
}
notice-feedback-wanted = Comment était { $title } ?
notice-feedback-wanted-next = Un clic suffit. { $mentor } voit la moyenne et ce que vous écrivez, pas qui a donné quelles étoiles.
notice-feedback-given = Avis sur { $title }
notice-feedback-stars = Quelqu’un a donné des étoiles. La moyenne s’affiche quand il y en a quelques-unes.
notice-feedback-text = Quelqu’un a écrit : { $text }
