"""The release as data sets that portals and catalogues read; nothing here sees a respondent."""
