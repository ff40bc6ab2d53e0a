// SPDX-License-Identifier: GPL-2.0-or-later
// The JSON objects of a file one at a time, each with its place, in any arrangement.
#pragma once

#include "indexer/readers/stream/input.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace dateline {

/// One object, not yet parsed, or the reason why there is none here.
struct JsonElement {
  std::uint64_t line = 0;
  std::uint64_t offset = 0;
  std::string text;
  std::string problem;  ///< empty when `text` holds an object
};

class JsonElements {
 public:
  JsonElements() = default;
  JsonElements(const JsonElements&) = delete;
  JsonElements& operator=(const JsonElements&) = delete;
  virtual ~JsonElements() = default;
  /// False at the end of the file.
  virtual bool next(JsonElement& element) = 0;
};

/// An object on each line. `input` must outlive the result, here and below.
std::unique_ptr<JsonElements> json_lines(Input& input);

/// Objects that follow each other, are in an array, or in an array under a key of an object (an
/// envelope), of any size. `path` leads to that array ("/response/docs"); if it is empty, a usual
/// key does (`is_envelope_key`), unless the object has a text of its own before it. Elements are
/// separated while bytes come in; one of over kMaxLineBytes is a problem. After broken JSON reading
/// continues at the next line that begins with '{' in the column of the broken element; if that
/// element did not begin its line, nothing after it is certain, and the rest of the file is one
/// problem.
std::unique_ptr<JsonElements> json_stream(Input& input, std::string_view path);

/// How the beginning of a file is arranged.
enum class JsonShape { None, Lines, Stream };
JsonShape json_shape(std::string_view head);

/// Keys under which services and exports keep their articles: `articles`, `items`, `results`, …
bool is_envelope_key(std::string_view key);

/// True for the name of an article's text. An object that has one is an article, not an envelope.
bool is_text_key(std::string_view key);

}  // namespace dateline
