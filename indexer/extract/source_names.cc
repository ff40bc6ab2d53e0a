// SPDX-License-Identifier: GPL-2.0-or-later
// libpsl finds the public suffix of a domain, toml++ reads the user's table.
#include "indexer/extract/source_names.h"

#include "common/errors/errors.h"
#include "common/text/url.h"
#include "common/text/utf8.h"
#include "indexer/readers/base/databases.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <libpsl.h>
#include <toml++/toml.h>

namespace dateline {
namespace {

[[noreturn]] void fail(const std::filesystem::path& file, const toml::source_region& where,
                       std::string_view what) {
  throw Error(Code::Usage, fmt::format("{}:{}: {}", file.string(), where.begin.line, what),
              "write [[source]], name = \"…\", aliases = [\"…\"], domains = [\"…\"]");
}

std::vector<std::string> texts_of(const toml::table& table, std::string_view key,
                                  const std::filesystem::path& file) {
  std::vector<std::string> all;
  const toml::node* node = table.get(key);
  if (node == nullptr) return all;
  const toml::array* array = node->as_array();
  if (array == nullptr) fail(file, node->source(), fmt::format("'{}' must be an array", key));
  for (const toml::node& element : *array) {
    const auto text = element.value<std::string>();
    if (!element.is_string() || text->empty()) {
      fail(file, element.source(), fmt::format("'{}' must hold strings only", key));
    }
    all.push_back(*text);
  }
  return all;
}

NewsSource source_of(const toml::table& table, const std::filesystem::path& file) {
  for (const auto& [key, value] : table) {
    constexpr std::array<std::string_view, 3> kKeys = {"name", "aliases", "domains"};
    if (std::find(kKeys.begin(), kKeys.end(), key.str()) == kKeys.end()) {
      fail(file, value.source(), fmt::format("a source has no '{}'", key.str()));
    }
  }
  NewsSource source;
  source.name = text::single_line(table["name"].value_or(std::string_view()));
  if (source.name.empty()) fail(file, table.source(), "this source has no name");
  source.aliases = texts_of(table, "aliases", file);
  for (const std::string& domain : texts_of(table, "domains", file)) {
    source.domains.push_back(host_of("http://" + domain));
  }
  return source;
}

}  // namespace

std::string registrable_domain(const std::string& host) {
  const bool is_number = !host.empty() && host.find_first_not_of("0123456789.") == host.npos;
  if (is_number) return {};
  static const psl_ctx_t* const list = psl_builtin();
  const char* domain = psl_registrable_domain(list, host.c_str());
  return domain == nullptr ? std::string() : std::string(domain);
}

std::string canonical_source(std::string_view stated, const SourceTable& table) {
  if (const NewsSource* known = table.find(stated)) return known->name;
  const bool is_address = stated.find(' ') == stated.npos && stated.find('.') != stated.npos;
  if (is_address) {
    const bool has_scheme = stated.find("://") != stated.npos;
    const std::string host =
        host_of(has_scheme ? std::string(stated) : "http://" + std::string(stated));
    if (const NewsSource* known = table.find_host(host)) return known->name;
  }
  return std::string(stated);
}

std::string source_at(std::string_view url, const SourceTable& table) {
  std::string host = host_behind_proxy(host_of(url));
  if (is_database_host(host)) {
    // An archive of the web has the page's own address in its own.
    const std::size_t inner = url.find("http", 1);
    if (inner == url.npos) return {};
    host = host_of(url.substr(inner));
  }
  if (host.empty() || is_database_host(host)) return {};
  if (const NewsSource* known = table.find_host(host)) return known->name;
  return registrable_domain(host);
}

SourceTable sources_with(const std::filesystem::path& file) {
  SourceTable table = SourceTable::built_in();
  try {
    const toml::table root = toml::parse_file(file.string());
    for (const auto& [key, value] : root) {
      const toml::array* sources = value.as_array();
      if (key.str() != "source" || sources == nullptr) {
        fail(file, value.source(), fmt::format("'{}' is not a [[source]]", key.str()));
      }
      for (const toml::node& source : *sources) {
        const toml::table* entry = source.as_table();
        if (entry == nullptr) fail(file, source.source(), "this is not a [[source]]");
        table.add(source_of(*entry, file));
      }
    }
  } catch (const toml::parse_error& e) {
    fail(file, e.source(), e.description());
  }
  return table;
}

}  // namespace dateline
