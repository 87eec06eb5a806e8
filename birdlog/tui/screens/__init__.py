"""The pages: first start, surveys, a survey's header, the log page, a paste in review, closing, sites, help."""
