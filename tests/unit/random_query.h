// SPDX-License-Identifier: GPL-2.0-or-later
// Random queries for the archives of random_archive.h.
#pragma once

#include "tests/unit/random_archive.h"

#include <map>
#include <string>

namespace test {

/// Writes query strings and counts the operators it used.
class QueryWriter {
 public:
  explicit QueryWriter(Random& random) : random_(random) {}

  std::string query();

  std::map<std::string, int> used;

 private:
  std::string use(const char* what, std::string text);
  std::string word();
  std::string prefix();
  std::string phrase();
  std::string single();
  std::string near();
  std::string filter();
  std::string date();
  std::string primary(int depth);
  std::string disjunction(int depth);

  Random& random_;
};

}  // namespace test
