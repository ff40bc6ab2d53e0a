// SPDX-License-Identifier: GPL-2.0-or-later
// Small conventions that the formats share.
#pragma once

#include "indexer/readers/base/reader.h"

#include <string>
#include <string_view>
#include <vector>

namespace dateline::xml {

/// Replaces `field` by a non-empty value.
void set(std::string& field, std::string_view value);

/// Sets `field` if it is not yet set.
void set_if_empty(std::string& field, std::string_view value);

/// Adds a non-empty value.
void add(std::vector<std::string>& list, std::string_view value);

/// The people in "By Anna Smith and Bo Li" or "Smith, Anna; Li, Bo".
std::vector<std::string> names_in_byline(std::string_view byline);

/// "reuters" of the qualified code "nprov:reuters", "paris" of a URI that ends in "/paris".
std::string_view code_of(std::string_view qualified);

/// An id that is unique across publishers: numbers are only unique within one.
std::string qualified_id(std::string_view publisher, std::string_view id);

/// The status of an item in IPTC's formats: "usable", "withheld", "canceled". An embargo has passed
/// when an item is in an archive.
Status status_of(std::string_view stated);

}  // namespace dateline::xml
