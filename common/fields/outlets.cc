// SPDX-License-Identifier: GPL-2.0-or-later
// Looks outlets up by name and by host.
#include "common/fields/outlets.h"

#include "common/fields/schema.h"

#include <algorithm>
#include <utility>

namespace dateline {
namespace {

std::vector<std::string> split(std::string_view text, char mark) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(mark), text.size());
    if (end > 0) parts.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

NewsSource source_from_line(std::string_view line) {
  const std::size_t first = line.find('|');
  const std::size_t second = line.find('|', first + 1);
  return {std::string(line.substr(0, first)),
          split(line.substr(first + 1, second - first - 1), ';'),
          split(line.substr(second + 1), ';')};
}

}  // namespace

std::string outlet_key(std::string_view name) {
  std::string spelt;
  for (const char c : name) c == '&' ? spelt += " and " : spelt += c;
  std::string key = schema::facet_key(spelt);
  std::erase(key, ' ');
  return key;
}

std::vector<std::string> all_names(const NewsSource& source) {
  std::vector<std::string> names = {source.name};
  names.insert(names.end(), source.aliases.begin(), source.aliases.end());
  names.insert(names.end(), source.domains.begin(), source.domains.end());
  return names;
}

void SourceTable::add(NewsSource source) {
  const std::size_t number = sources_.size();
  for (const std::string& name : all_names(source)) by_name_[schema::facet_key(name)] = number;
  for (const std::string& domain : source.domains) by_domain_[domain] = number;
  sources_.push_back(std::move(source));
}

const NewsSource* SourceTable::find(std::string_view name) const {
  const auto it = by_name_.find(schema::facet_key(name));
  return it == by_name_.end() ? nullptr : &sources_[it->second];
}

const NewsSource* SourceTable::find_host(std::string_view host) const {
  while (!host.empty()) {
    const auto it = by_domain_.find(host);
    if (it != by_domain_.end()) return &sources_[it->second];
    const std::size_t dot = host.find('.');
    if (dot == std::string_view::npos) break;
    host.remove_prefix(dot + 1);
  }
  return nullptr;
}

const SourceTable& SourceTable::built_in() {
  static const SourceTable table = [] {
    SourceTable all;
    for (const std::string_view line : built_in_sources()) all.add(source_from_line(line));
    return all;
  }();
  return table;
}

}  // namespace dateline
