# Candidatures, mentors et leurs profils.

application-title = Candidature { NUMBER($number, useGrouping: 0) } : { $name }
application-since = Envoyée { $at }
application-state = { $status }
application-none = Vous n’avez pas encore de candidature
application-how = Les mentors annoncent des sessions et partagent ce qu’ils savent. La candidature prend environ cinq minutes.
application-yours = { $status ->
    [approved] Vous êtes mentor
    [pending] Votre candidature est en attente
    [rejected] Votre candidature a été refusée
    [changes-requested] Votre candidature est à modifier
   *[revoked] Votre rôle de mentor a pris fin
}
application-yours-next = { $status ->
    [approved] Remplissez votre profil, puis annoncez votre première session.
    [pending] Un admin va décider ; je vous tiens au courant. D’ici là, vous pouvez encore la modifier.
    [rejected] Lisez la note. Vous pouvez modifier votre candidature et la renvoyer.
    [changes-requested] Lisez la note, modifiez ce qui est demandé, et la candidature retourne aux admins.
   *[revoked] C’est définitif. Vous pouvez toujours apprendre avec nous ; l’accueil montre ce qu’il y a.
}
application-to-edit = { $status ->
    [pending] Que voulez-vous modifier ?
   *[other] Que voulez-vous modifier ? Dès la première modification, elle retourne aux admins.
}
applied = Votre candidature est envoyée, merci !
applied-next = Un admin va décider ; je vous tiens au courant ici. D’ici là, vous pouvez encore la modifier.
applications-title = Candidatures
applications-none = Il n’y a pas encore de candidature.
applications-none-found = Rien ne correspond. Essayez d’autres mots, ou regardez toutes les candidatures.
application-decided = { $status ->
    [approved] { $name } est désormais mentor
    [rejected] Candidature refusée : { $name }
   *[other] Modifications demandées : { $name }
}
application-decided-next = { $status ->
    [approved] Cette personne est prévenue, et peut annoncer des sessions pour les groupes choisis.
    [rejected] Cette personne reçoit la raison, et peut modifier sa candidature et la renvoyer.
   *[other] Cette personne apprend ce qu’il faut modifier ; la candidature vous revient ensuite.
}
decided-note = Votre note : { $note }
decided-by = { $name ->
    [none] { $at }
   *[other] par { $name }, { $at }
}
hours-a-week = { $hours ->
    [one] { $hours } heure par semaine
   *[other] { $hours } heures par semaine
}
tier = { $tier }

# Les mentors vus par les autres
mentors-title = Mentors
mentors-title-saved = Mentors que vous avez enregistrés
mentors-none = Aucun mentor n’est visible pour l’instant. Voulez-vous être le premier ?
mentors-none-saved = Vous n’avez encore enregistré personne. Ouvrez le profil d’un mentor et appuyez sur Enregistrer.
mentors-none-found = Aucun mentor ne correspond. Essayez une autre compétence ou un autre nom, ou regardez tous les mentors.
years = { $years ->
    [one] { $years } an d’expérience
   *[other] { $years } ans d’expérience
}
mentor-done = { $sessions ->
    [0] aucune session
    [one] { $sessions } session
   *[other] { $sessions } sessions
}{ $learners ->
    [0] { "" }
    [one] , { $learners } participant
   *[other] , { $learners } participants
}{ $rating ->
    [none] { "" }
   *[other] , { $rating } étoiles sur 5 (évaluations : { $ratings })
}
mentor-standing = { $public ->
    [yes] { $status }
   *[no] { $status }, non visible pour les membres
}
mentor-assigned = { $name } est désormais mentor
mentor-assigned-next = Cette personne est prévenue, et peut annoncer des sessions pour ces groupes.
mentor-status-changed = { $status ->
    [active] { $name } est de retour
    [paused] { $name } est en pause
   *[revoked] { $name } n’est plus mentor
}
mentor-status-next = { $status ->
    [active] Cette personne est prévenue, et peut de nouveau annoncer des sessions.
    [paused] Cette personne est prévenue. Ce qui est annoncé reste ; rien de nouveau ne peut être annoncé.
   *[revoked] Cette personne est prévenue ; ses sessions à venir sont annulées, et les personnes inscrites l’apprennent.
}

# Son propre profil
profile-title = { $changed ->
    [yes] Modifié : votre profil
   *[no] Votre profil
}
profile-complete = { $missing ->
    [none] Votre profil est complet. Bravo !
   *[other] Complet à { $percent } %. Il manque encore : { $missing }.
}
profile-part-headline = accroche
profile-part-about = à propos de vous
profile-part-expertise = compétences
profile-part-company = entreprise
profile-part-job-title = métier
profile-part-years = années d’expérience
profile-part-location = où vous habitez
profile-part-links = liens
profile-part-meeting-link = lien de réunion
profile-part-rate = tarif
rate = { $currency ->
    [none] { $rate }
   *[other] { $rate } { $currency }
}
visibility = { $public ->
    [yes] les membres vous trouvent dans la liste des mentors
   *[no] seuls les admins et vous le voyez
}
application-revised = Modifiée : votre candidature
