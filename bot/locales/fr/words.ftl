# Noms des champs, des états et des types ; petites expressions communes à plusieurs réponses.

count = { $count }
none = aucun
length = { $length }
list-page = { $title } – page { NUMBER($number, useGrouping: 0) }
page-past-end = Il n’y a pas de page { NUMBER($number, useGrouping: 0) } ; la liste s’arrête avant. Revenez à la précédente.

field-about = À propos
field-active = Actif
field-decided = Décision
field-discord-channel = Salon Discord
field-discord-role = Rôle Discord
field-done = Jusqu’ici
field-expertise = Compétences
field-group = Groupe
field-groups = Groupes
field-hours = Temps
field-job = Métier
field-language = Langue
field-learners = Membres
field-length = Durée
field-link = Lien de réunion
field-links = Liens
field-location = Lieu
field-meeting-link = Lien de réunion
field-mentor = Mentor
field-note = Note
field-notices = Notifications
field-organisation = Organisation
field-quiet = Heures calmes
field-rate = Tarif horaire
field-reason = Raison
field-seats = Places
field-state = État
field-telegram-chat = Discussion Telegram
field-tier = Type
field-until = Jusqu’à
field-visibility = Visibilité
field-when = Quand
field-where = Où
field-years = Expérience
field-you = Votre rôle
field-zone = Fuseau horaire

mode-online = En ligne
mode-offline = Sur place
mode-hybrid = En ligne et sur place

status-pending-approval = En attente d’approbation
status-scheduled = Prévue
status-in-progress = En cours
status-completed = Terminée
status-rejected = Refusée
status-cancelled = Annulée

part-mentee = Participant
part-co-mentor = Co-mentor
part-mentor = Mentor

attendance-invited = Présence à noter
attendance-attended = Présent
attendance-absent = Absent

profilepart-headline = Accroche
profilepart-about = À propos de vous
profilepart-expertise = Compétences
profilepart-company = Entreprise
profilepart-job-title = Poste
profilepart-years = Années d’expérience
profilepart-location = Lieu de vie
profilepart-links = Liens publics
profilepart-meeting-link = Lien de réunion
profilepart-rate = Tarif

tier-mentor = Mentor de toute la communauté
tier-ig-mentor = Mentor de groupes d’intérêt
tier-company-mentor = Mentor d’une entreprise
tier-campus-mentor = Mentor d’un campus

applicationstatus-pending = En attente d’une décision
applicationstatus-approved = Approuvée
applicationstatus-rejected = Refusée
applicationstatus-changes-requested = Modifications demandées
applicationstatus-revoked = Rôle retiré

mentorstatus-active = Actif
mentorstatus-paused = En pause
mentorstatus-revoked = N’est plus mentor

linkkind-learner = membre
linkkind-mentor = mentor
linkkind-lead = responsable

platform-discord = Discord
platform-telegram = Telegram
platform = { $platform }

switch-discord = Discord
switch-telegram = Telegram
switch-outbox = tous les envois
switch-read-only = tous les changements

category-requested = Demandes qui vous sont adressées
category-confirmed = Confirmations
category-changed = Changements et annulations
category-day-before = Rappel la veille
category-hour-before = Rappel une heure avant
category-minutes-before = Rappel quelques minutes avant
category-starting = Début d’une session
category-approvals = Décisions à prendre
category-messages = Messages
category-feedback = Présences et avis
category-account = Votre compte
category = { $category }

auditoutcome-done = fait
auditoutcome-denied = refusé

outboxstatus-pending = en attente
outboxstatus-sending = envoi en cours
outboxstatus-sent = envoyée
outboxstatus-expired = trop tard
outboxstatus-cancelled = abandonnée
outboxstatus-superseded = remplacée
outboxstatus-suppressed = non remise
outboxstatus-uncertain = peut-être remise
outboxstatus-dead = échouée
outboxstatus-held = retenue après une restauration
outboxstatus-kept = dans la boîte de réception
leaserole-tick = Regarde l’heure
leaserole-telegram-poll = Reçoit ce qui est envoyé sur Telegram
leaserole-discord-gateway = Tient la connexion à Discord
leaserole-send-discord = Envoie sur Discord
leaserole-send-telegram = Envoie sur Telegram

# Ce dont parle une notification, comme les admins le lisent dans la boîte d’envoi.
fact-accounts-linked = comptes associés
fact-account-unlinked = compte dissocié
fact-link-code-entered = question sur un compte à associer
fact-roles-changed = menu des commandes
fact-group-role-due = rôle Discord
fact-application-submitted = candidature envoyée
fact-application-decided = candidature décidée
fact-mentor-assigned = nommé mentor
fact-mentor-status-changed = pause, retour ou fin d’un mentor
fact-admin-changed = admin, ou plus
fact-lead-changed = responsable, ou plus
fact-session-proposed = session à approuver
fact-session-decided = session approuvée ou refusée
fact-session-card-changed = carte d’une session
fact-session-moved = session modifiée
fact-session-cancelled = session annulée
fact-learner-added = participant ajouté
fact-learner-removed = participant retiré
fact-reminder-due = rappel
fact-session-starting = début d’une session
fact-attendance-wanted = demande de présences
fact-feedback-wanted = demande d’avis
fact-feedback-given = avis
fact-notices-undecided = notifications à décider
fact-notices-summed = rappels en retard
fact-operation-alert = alerte aux admins
fact-fact = d’une autre version
