// SPDX-License-Identifier: GPL-2.0-or-later
// Random queries for the archives of random_archive.h.
#pragma once

#include "tests/unit/random_archive.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace test {

/// What servers can answer and Enquire scores; or also what only segments can.
enum class Operators { OfServers, All };

/// Writes query strings and counts the operators it used.
class QueryWriter {
 public:
  /// `stories` are ids to ask for.
  explicit QueryWriter(Random& random, Operators operators = Operators::OfServers,
                       std::vector<std::string> stories = {"0123456789abcdef"})
      : random_(random), operators_(operators), stories_(std::move(stories)) {}

  std::string query();

  std::map<std::string, int> used;

 private:
  std::string use(const char* what, std::string text);
  std::string word();
  std::string prefix();
  std::string wildcard();
  std::string name();
  std::string place();
  std::string place_in_scope();
  std::string placed(int depth);
  std::string of_places();
  std::string of_articles();
  std::string phrase();
  std::string single();
  std::string near();
  std::string filter();
  std::string date();
  std::string primary(int depth);
  std::string disjunction(int depth);

  Random& random_;
  Operators operators_;
  std::vector<std::string> stories_;
};

}  // namespace test
