# Sessions : cartes, listes, et ce qui est dit après chaque étape.

place = { $mode ->
    [online] En ligne
    [offline] { $venue }
   *[hybrid] { $venue } et en ligne
}
seats-any = { $taken ->
    [0] sans limite, personne pour l’instant
    [one] sans limite, { $taken } personne inscrite
   *[other] sans limite, { $taken } personnes inscrites
}
seats-left = { $left ->
    [0] complet ({ $seats })
    [one] { $left } place libre sur { $seats }
   *[other] { $left } places libres sur { $seats }
}
seats-taken = { $seats ->
    [none] { $taken ->
        [one] { $taken } prise
       *[other] { $taken } prises
    }
   *[other] { $taken ->
        [one] { $taken } prise sur { $seats }
       *[other] { $taken } prises sur { $seats }
    }
}
state = { $reason ->
    [none] { $state }
   *[other] { $state } : { $reason }
}
link-follows = à venir
reason-not-approved-in-time = pas approuvée à temps
reason-mentor-left = le mentor a quitté le programme
place-own = { $part ->
    [mentee] Vous participez
    [co-mentor] Vous êtes co-mentor
   *[mentor] Vous l’animez
}
attendance-own = { $minutes ->
    [0] { $attendance }
    [one] { $attendance }, { $minutes } minute
   *[other] { $attendance }, { $minutes } minutes
}
note-from-mentor = « { $note } »
session-row = { $mentor ->
    [none] { $group } · { $mode }
   *[other] { $group } · { $mentor } · { $mode }
}
led-by = avec { $mentor }
coming-led = { $part ->
    [mentee] { $state }
   *[other] vous l’animez · { $state }
}
waits-approval = attend votre décision

# Listes
sessions-title = Sessions ouvertes à l’inscription
sessions-none = Rien n’est prévu dans les groupes où vous êtes. Rejoignez un groupe pour voir ses sessions, ou revenez plus tard.
sessions-none-in-group = Rien n’est prévu dans ce groupe en ce moment. Regardez toutes les sessions, ou revenez plus tard.
sessions-none-found = Rien ne correspond. Essayez d’autres mots, ou regardez toutes les sessions.
archive-title = Sessions passées de vos groupes
archive-none = Il n’y en a pas encore. Regardez ce qui vient ensuite.
mine-title = Sessions que vous animez
mine-none = Vous n’avez pas encore annoncé de session. Lancez-vous avec la première.
mine-none-yet = Ce sont les mentors qui animent des sessions. Voulez-vous en devenir un ?
all-sessions-title = Toutes les sessions
all-sessions-none = Il n’y a pas encore de session.
history-title = Votre historique
history-none = Vous n’avez encore participé à aucune session. Trouvez-en une qui vous plaît.

# Après une étape
announced = La session { NUMBER($number, useGrouping: 0) } est annoncée
announced-open = Les membres du groupe peuvent s’inscrire dès maintenant. J’envoie un rappel à tout le monde avant le début.
announced-waits = Elle attend une approbation ; je vous tiens au courant. Les membres peuvent s’inscrire dès qu’elle est approuvée.
edited = Modifiée
unchanged = C’était déjà ainsi ; rien n’a changé
edited-waits = Elle attend maintenant une approbation ; ensuite, on peut s’y inscrire. Les places prises le restent.
to-edit = Que voulez-vous modifier ?
cancelled = { $told ->
    [0] Annulée
    [one] Annulée ; { $told } participant est prévenu
   *[other] Annulée ; { $told } participants sont prévenus
}
deleted = Supprimée : { $title }
joined = Vous participez !
joined-next = Je vous envoie un rappel avant le début. Ajoutez-la tout de suite à votre agenda.
left = Vous ne participez plus à { $title }
left-next = Votre place est libre pour quelqu’un d’autre. Une autre session vous convient peut-être mieux ?
overlap = Cette session en chevauche une autre
overlap-with = Vous participez déjà à { $title } ({ $start } – { $end }).
overlap-question = Voulez-vous quand même vous inscrire à { $title } ?
calendar-title = Pour votre agenda
calendar-how = Ouvrez le fichier pour ajouter la session. Si elle est déplacée, prenez le nouveau fichier : il remplace celui-ci.

# Participants et présences
participants-title = Participants : { $title }
participants-count = { $seats ->
    [none] { $taken ->
        [0] Personne ne s’est encore inscrit.
        [one] { $taken } personne est inscrite.
       *[other] { $taken } personnes sont inscrites.
    }
   *[other] { $taken ->
        [0] Personne ne s’est encore inscrit ; places disponibles : { $seats }.
       *[other] Places prises : { $taken } sur { $seats }.
    }
}
participants-none = Personne ici. Essayez d’autres mots, ou ajoutez un participant.
part = { $part }
attendance = { $attendance }
minutes = { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}
attendance-title = Qui est venu à { $title } ?
attendance-how = Notez chaque participant, ou commencez par tout le monde et corrigez les quelques absences.
attendance-none = Personne ne s’était inscrit, il n’y a donc rien à noter.
noted = C’est noté pour { $name }
learner-added = { $name } participe ; je lui annonce la nouvelle
learner-removed = { $name } ne participe plus ; je lui annonce la nouvelle

# Avis
feedback-question = Comment était-ce ?
feedback-own = { $text ->
    [none] { $rating ->
        [0] Vous n’avez pas donné d’étoiles
       *[other] Vous avez donné { stars }
    }
   *[other] { $rating ->
        [0] Vous avez écrit : { $text }
       *[other] Vous avez donné { stars } et écrit : { $text }
    }
}
stars = { $rating ->
    [1] ★☆☆☆☆
    [2] ★★☆☆☆
    [3] ★★★☆☆
    [4] ★★★★☆
   *[other] ★★★★★
}
thanked = Merci !
thanked-next = Vous pourrez le modifier jusqu’à cette date : { $until }. Le bouton est dans votre historique.
feedback-title = Avis sur { $title }
feedback-figures = { $average ->
    [none] { $ratings ->
        [0] Pas encore d’étoiles.
        [one] { $ratings } évaluation ; la moyenne s’affiche quand il y en a davantage.
       *[other] { $ratings } évaluations ; la moyenne s’affiche quand il y en a davantage.
    }
   *[other] { $average } étoiles en moyenne (évaluations : { $ratings }).
}
feedback-no-texts = Personne n’a encore rien écrit.
