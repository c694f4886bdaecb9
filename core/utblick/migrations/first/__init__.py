"""The first tables, room by room: each module makes those of one room and takes them down."""
