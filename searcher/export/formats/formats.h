// SPDX-License-Identifier: GPL-2.0-or-later
// The functions of searcher/export/formats/format.h, by format.
#pragma once

#include "searcher/export/formats/format.h"

namespace dateline::formats_of_export {

void add_json_line(const Feed& feed, std::string_view record, std::string& out);

void begin_csv(const Feed& feed, std::string& out);
void add_csv(const Feed& feed, std::string_view record, std::string& out);

void begin_tsv(const Feed& feed, std::string& out);
void add_tsv(const Feed& feed, std::string_view record, std::string& out);

void add_markdown(const Feed& feed, std::string_view record, std::string& out);

void add_bibtex(const Feed& feed, std::string_view record, std::string& out);

void add_ris(const Feed& feed, std::string_view record, std::string& out);

void begin_csl(const Feed& feed, std::string& out);
void add_csl(const Feed& feed, std::string_view record, std::string& out);

void begin_atom(const Feed& feed, std::string& out);
void add_atom(const Feed& feed, std::string_view record, std::string& out);

void add_xlsx_row(const Feed& feed, std::string_view record, std::string& out);

void add_trec(const Feed& feed, std::string_view record, std::string& out);

}  // namespace dateline::formats_of_export
