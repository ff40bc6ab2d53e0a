// SPDX-License-Identifier: GPL-2.0-or-later
// Articles inside an object that has no text of its own, under whatever keys a service puts them.
#pragma once

#include <string>
#include <vector>

namespace dateline {

/// What is in an object that is no article.
struct Inside {
  std::vector<std::string> articles;  ///< objects, as JSON
  std::string keys;                   ///< where its values are, as JSON pointers, for people
};

/// Looks into `json`, a whole object. Articles are the objects that have a text, or a headline and
/// a summary, and beside them in the same array or object those that have as much. Throws
/// simdjson::simdjson_error.
Inside look_inside(const std::string& json);

}  // namespace dateline
