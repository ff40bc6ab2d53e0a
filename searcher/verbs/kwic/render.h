// SPDX-License-Identifier: GPL-2.0-or-later
// The answer of `dateline-search kwic` as bytes.
#pragma once

#include "searcher/render/style.h"
#include "searcher/verbs/kwic/kwic.h"

#include <string>

namespace dateline {

/// Keywords below each other, followed by their articles.
std::string render_kwic_text(const Concordance& concordance, const TextStyle& style);

/// See docs/output.md. Contexts have at most request.context columns.
std::string render_kwic_json(const KwicRequest& request, const Concordance& concordance);

/// A header row and a row for each place; cells are separated by tabs, or else as RFC 4180 says.
std::string render_kwic_table(const KwicRequest& request, const Concordance& concordance,
                              bool tabs);

/// "left", "right", "date", "source".
std::string_view name_of(KwicSort sort);

}  // namespace dateline
