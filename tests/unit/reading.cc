// SPDX-License-Identifier: GPL-2.0-or-later
// Writes a file and hands it to its reader.
#include "tests/unit/reading.h"

#include "indexer/readers/formats.h"
#include "tests/unit/temporary.h"

#include <ctime>
#include <fstream>

using namespace dateline;

namespace test {
namespace {

Reading read_all(Reader& reader, std::string_view format_name) {
  Reading reading;
  reading.format = format_name;
  while (auto result = reader.next()) {
    if (auto* article = std::get_if<RawArticle>(&*result)) {
      reading.articles.push_back(std::move(*article));
    } else {
      reading.rejects.push_back(std::get<Reject>(*result));
    }
  }
  return reading;
}

}  // namespace

Reading read(std::string_view content, std::string_view format_name, const Mapping* mapping) {
  const Temporary directory;
  const auto path = directory.path() / "file";
  std::ofstream(path, std::ios::binary) << content;
  Input input(path);
  const Format* const format =
      format_name.empty() ? recognise(input, mapping) : format_from_name(format_name);
  if (format == nullptr) return {};
  return read_all(*format->open(input, {"file", mapping}), format->name);
}

Reading read(Input& input, std::string_view format_name) {
  return read_all(*format_from_name(format_name)->open(input, {"file", nullptr}), format_name);
}

double processor_seconds() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

}  // namespace test
