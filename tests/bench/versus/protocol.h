// SPDX-License-Identifier: GPL-2.0-or-later
// How dateline-versus drives an engine.
//
//   ENGINE index CORPUS DIR     makes an index of the articles in CORPUS (see articles.h)
//   ENGINE serve DIR            prints "ready", then answers each line of its input with one line
//   ENGINE once DIR REQUEST     answers one request and ends
//
// A request is OPERATION, FROM, TO and WORDS, separated by tabs. Operations and what follows the
// time in the answer, again separated by tabs:
//   or, and, phrase, month     "-", then the ten best as id:score
//   newest                     "-", then the ten newest as id:date
//   page                       as `or`, then "snippets=" and the bytes that make up the page
//   count                      how many articles have any of the words
//   facets                     that, then s:SOURCE=n and y:YEAR=n
//   timeline                   that, then MONTH=n
//   check-or, check-and, check-phrase, check-month     how many match
// The time is in nanoseconds, from having read the line to having the result in memory.
#pragma once

#include <functional>
#include <string>

namespace dateline::bench {

struct Request {
  std::string operation;
  std::string from;  ///< "2019-12-01", or empty
  std::string to;
  std::string words;
};

/// Answers a request: all but the time.
using Answering = std::function<std::string(const Request&)>;

/// Runs an engine that indexes by `index` (corpus, directory) and answers by what `open`
/// (directory) returns. Called by main.
int run_engine(int argc, char** argv,
               const std::function<void(const std::string&, const std::string&)>& index,
               const std::function<Answering(const std::string&)>& open);

}  // namespace dateline::bench
