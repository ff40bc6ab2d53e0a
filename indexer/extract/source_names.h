// SPDX-License-Identifier: GPL-2.0-or-later
// The outlet of an article, by its stated name or its address.
#pragma once

#include "common/fields/outlets.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace dateline {

/// "news.example.co.uk" → "example.co.uk", by the public suffix list; empty for an address of
/// numbers and for a public suffix itself.
std::string registrable_domain(const std::string& host);

/// The name under which the source `stated` is counted: that of the table, if it knows the stated
/// name, domain or URL; else `stated` itself.
std::string canonical_source(std::string_view stated, const SourceTable& table);

/// The outlet at a URL, or its registrable domain if the table has none; also behind the proxy of a
/// library. Empty for databases, libraries and short links.
std::string source_at(std::string_view url, const SourceTable& table);

/// The built-in table and the sources of a TOML file:
///   [[source]]
///   name = "The Harbour Post"
///   aliases = ["Harbour Post Online"]
///   domains = ["harbourpost.example"]
/// Throws Error (Usage) that names the line when the file is not of this form.
SourceTable sources_with(const std::filesystem::path& file);

}  // namespace dateline
