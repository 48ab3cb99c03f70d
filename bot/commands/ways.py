"""What helps after a refusal, a button each: nobody retypes what they were about to do (rules.md §0)."""

from bot.dialog.command import REGISTRY, Way

BROWSE = Way("session browse")
GROUPS = Way("group list")
APPLY = Way("mentor apply")
PROFILE = Way("mentor profile")
MINE = Way("session mine")
LINK = Way("link")
SHOW_SESSION = Way("session show", {"session": "session"})
JOIN_GROUP = Way("group join", {"group": "group_id"})

REGISTRY.final |= {
    "account-only",
    "application-decided",
    "application-exists",
    "application-mentor-already",
    "application-mentor-revoked",
    "application-none",
    "application-unknown",
    "application-use-profile",
    "feedback-too-early",
    "feedback-too-late",
    "link-tries",
    "mentor-already",
    "mentor-state",
    "mentor-unknown",
    "profile-not-mentor",
    "session-closed",
    "session-decided",
    "session-delete-joined",
    "session-delete-state",
    "session-edit-started",
    "session-unknown",
}
REGISTRY.ways.update(
    {
        "account-not-yours": (Way("settings"),),
        "account-only": (LINK,),
        "application-exists": (Way("mentor status"),),
        "application-mentor-already": (PROFILE,),
        "application-none": (APPLY,),
        "application-unchanged": (Way("mentor edit"),),
        "application-unknown": (Way("approvals"),),
        "application-use-profile": (PROFILE,),
        "approvals-not-approver": (Way("home"),),
        "group-already-joined": (Way("session browse", {"group": "group_id"}),),
        "group-limit": (GROUPS,),
        "group-not-joined": (GROUPS,),
        "group-not-member": (JOIN_GROUP,),
        "group-unknown": (GROUPS,),
        "link-expired": (LINK,),
        "link-not-yours": (LINK,),
        "link-same-platform": (Way("settings"),),
        "mentor-unknown": (Way("mentor list"),),
        "nothing-active-mentors": (Way("mentor list"),),
        "nothing-all-groups": (Way("group create"),),
        "nothing-attended-sessions": (Way("session history"),),
        "nothing-cancellable-sessions": (MINE,),
        "nothing-deletable-sessions": (MINE,),
        "nothing-discoverable-mentors": (APPLY,),
        "nothing-editable-sessions": (MINE,),
        "nothing-groups-to-join": (BROWSE,),
        "nothing-groups-to-leave": (GROUPS,),
        "nothing-joined-sessions": (BROWSE,),
        "nothing-mentored-groups": (APPLY, PROFILE),
        "nothing-open-sessions": (MINE,),
        "nothing-own-sessions": (Way("session create"),),
        "nothing-paused-mentors": (Way("mentor list"),),
        "nothing-present-mentors": (Way("mentor list"),),
        "nothing-seen-sessions": (GROUPS,),
        "nothing-sessions-to-join": (GROUPS, BROWSE),
        "nothing-started-sessions": (MINE,),
        "outbox-decided": (Way("admin outbox"),),
        "profile-not-mentor": (APPLY,),
        "session-add-full": (Way("session edit", {"session": "session"}),),
        "session-already-joined": (SHOW_SESSION,),
        "session-announce-group": (PROFILE,),
        "session-announce-not-mentor": (APPLY,),
        "session-closed": (BROWSE,),
        "session-delete-joined": (Way("session cancel", {"session": "session"}),),
        "session-delete-state": (SHOW_SESSION,),
        "session-double": (SHOW_SESSION,),
        "session-edit-started": (SHOW_SESSION,),
        "session-full": (BROWSE,),
        "session-join-leading": (SHOW_SESSION,),
        "session-join-paused": (SHOW_SESSION,),
        "session-learner-unknown": (Way("session participants", {"session": "session"}),),
        "session-leave-leading": (SHOW_SESSION,),
        "session-not-joined": (BROWSE,),
        "session-not-member": (JOIN_GROUP,),
        "session-overlaps": (SHOW_SESSION,),
        "session-unknown": (BROWSE,),
        "zone-unknown": (Way("settings-zone"),),
    }
)
