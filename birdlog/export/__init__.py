"""Files out: one module a format, each written from the documented views or a survey's lines to a stream it is given.

`csv`: the flat file of records. `birdreport`: one survey as birdreport.cn's import sheet. `message`: one as a text.
"""
