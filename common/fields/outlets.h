// SPDX-License-Identifier: GPL-2.0-or-later
// Names by which a newspaper or agency is known: "The New York Times", "NYT", nytimes.com.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

/// One outlet.
struct NewsSource {
  std::string name;                  ///< under which it is counted
  std::vector<std::string> aliases;  ///< other names; a leading "The" does not make one
  std::vector<std::string> domains;  ///< without "www."
};

/// Outlets by any of their names. Names are compared by schema::facet_key.
class SourceTable {
 public:
  /// Adds an outlet; it takes over names and domains already in the table.
  void add(NewsSource source);

  /// The outlet of that name, alias or domain; null when none is known.
  [[nodiscard]] const NewsSource* find(std::string_view name) const;

  /// The outlet of a host, by the longest domain that contains it; null when none is known.
  [[nodiscard]] const NewsSource* find_host(std::string_view host) const;

  [[nodiscard]] const std::vector<NewsSource>& all() const { return sources_; }

  /// Newspapers and agencies of many countries, in sources_table.cc.
  static const SourceTable& built_in();

 private:
  std::vector<NewsSource> sources_;
  std::map<std::string, std::size_t, std::less<>> by_name_;
  std::map<std::string, std::size_t, std::less<>> by_domain_;
};

/// The form in which two spellings of an outlet's name are equal: that of schema::facet_key, with
/// "&" as "and" and without spaces.
std::string outlet_key(std::string_view name);

/// Every name of an outlet, including its domains.
std::vector<std::string> all_names(const NewsSource& source);

/// The lines of the built-in table: "name|alias;alias|domain;domain".
const std::vector<std::string_view>& built_in_sources();

}  // namespace dateline
