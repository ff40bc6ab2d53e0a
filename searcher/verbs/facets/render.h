// SPDX-License-Identifier: GPL-2.0-or-later
// The answer of `dateline-search facets` as bytes.
#pragma once

#include "searcher/verbs/facets/facets.h"

#include <string>

namespace dateline {

/// Tables for people.
std::string render_facets_text(const FacetsReport& report);

/// See docs/output.md.
std::string render_facets_json(const FacetsRequest& request, const FacetsReport& report);

/// A header row and a row for each value; then one for what is left out, and one for articles
/// without a value. Of a field across another, a column for each value of that, with a head of its
/// own; tables of several fields are separated by an empty row.
std::string render_facets_csv(const FacetsReport& report);

}  // namespace dateline
