// SPDX-License-Identifier: GPL-2.0-or-later
// Dates as files and papers of many countries write them: what each means, worked out by hand, and
// what must be refused.
#include "common/date/date.h"

#include <string>
#include <vector>

#include <catch2/catch.hpp>

namespace stated_date_test {

using namespace dateline;  // NOLINT: a test reads better so

namespace {

/// What was understood: ISO 8601, or the kind of problem.
std::string understood(std::string_view text, DateOrder order = DateOrder::Unknown) {
  const StatedDate stated = parse_stated_date(text, order);
  if (const Date* date = std::get_if<Date>(&stated.result)) return iso(*date);
  switch (std::get<DateProblem>(stated.result).kind) {
    case DateProblem::Kind::Ambiguous:
      return "ambiguous";
    case DateProblem::Kind::Impossible:
      return "impossible";
    case DateProblem::Kind::Unrecognised:
      break;
  }
  return "unrecognised";
}

struct Row {
  std::string_view text, iso;
};

void check(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    INFO(row.text);
    CHECK(understood(row.text) == row.iso);
  }
}

}  // namespace

TEST_CASE("stated dates: ISO 8601 and what programs print", "[stated-date]") {
  check({
      {"2019-12-13", "2019-12-13"},
      {"2019-12", "2019-12"},
      {"2019", "2019"},
      {"20191213", "2019-12-13"},
      {"2019/12/13", "2019-12-13"},
      {"2019.12.13", "2019-12-13"},
      {"2019-12-13T10:15", "2019-12-13T10:15"},
      {"2019-12-13T10:15Z", "2019-12-13T10:15Z"},
      {"2019-12-13t10:15:30z", "2019-12-13T10:15:30Z"},
      {"2019-12-13 10:15:30", "2019-12-13T10:15:30"},
      {"2019-12-13T10:15:30.123Z", "2019-12-13T10:15:30Z"},
      {"2019-12-13T10:15:30,123+01:00", "2019-12-13T10:15:30+01:00"},
      {"2019-12-13T10:15:30+0100", "2019-12-13T10:15:30+01:00"},
      {"2019-12-13T10:15:30-05", "2019-12-13T10:15:30-05:00"},
      {"2019-12-13 10:15:30 +0530", "2019-12-13T10:15:30+05:30"},
      {"2019-12-13 10:15:30.000000", "2019-12-13T10:15:30"},
      {"2019-12-13 10:15:30 UTC", "2019-12-13T10:15:30Z"},
      {"2019-12-13 10:15:30 +0000 UTC", "unrecognised"},
      {"2019-12-13T10:15:30+01:00[Europe/Paris]", "2019-12-13T10:15:30+01:00"},
      {"2019-12-13T10:15:30Z[UTC]", "2019-12-13T10:15:30Z"},
      {"20191213T101530Z", "2019-12-13T10:15:30Z"},
      {"20191213T101530+0100", "2019-12-13T10:15:30+01:00"},
      {"20191213T1015", "2019-12-13T10:15"},
      {"20191213101530", "2019-12-13T10:15:30"},
      {"201912131015", "2019-12-13T10:15"},
      // The zone of a day (XML Schema) does not change which day it is.
      {"2019-12-13Z", "2019-12-13"},
      {"2019-12-13+01:00", "2019-12-13"},
      {"2019-12-13-05:00", "2019-12-13"},
      {"2019-W50-5", "2019-12-13"},
      {"2020-W01-1", "2019-12-30"},
      {"2020-W53-7", "2021-01-03"},
      {"2019-W53-1", "unrecognised"},
      {"2019-W50", "unrecognised"},
      {"2019-W50-8", "unrecognised"},
      {"2019-W00-1", "unrecognised"},
      {"2019-347", "2019-12-13"},
      {"2020-366", "2020-12-31"},
      {"2019-366", "unrecognised"},
      {"2019-000", "unrecognised"},
      {"1576232100", "2019-12-13T10:15:00Z"},
      {"1576232100123", "2019-12-13T10:15:00Z"},
      {"1576232100.5", "2019-12-13T10:15:00Z"},
      {"1000000000", "2001-09-09T01:46:40Z"},
      {"2019121310", "unrecognised"},
      {"1999121310", "unrecognised"},
      {"999999999", "unrecognised"},
      {"15762321001", "unrecognised"},
      {"1576232100.", "unrecognised"},
      {"1576232100.x", "unrecognised"},
      {"-1576232100", "unrecognised"},
      {"Fri Dec 13 10:15:30 2019", "2019-12-13T10:15:30"},
      {"Fri Dec  3 10:15:30 2021", "2021-12-03T10:15:30"},
      {"Fri Dec 13 10:15:30 EST 2019", "2019-12-13T10:15:30-05:00"},
      {"Fri Dec 13 10:15:30 +0000 2019", "2019-12-13T10:15:30Z"},
      {"Fri Dec 13 2019 10:15:30 GMT+0100 (CET)", "2019-12-13T10:15:30+01:00"},
      {"Friday, 13-Dec-19 10:15:30 GMT", "2019-12-13T10:15:30Z"},
      {"13/Dec/2019:10:15:30 +0000", "2019-12-13T10:15:30Z"},
      {"2019-12-13, 10:15", "2019-12-13T10:15"},
      {"0000-00-00 00:00:00", "impossible"},
      {"2019-02-29", "impossible"},
      {"2019-12-13T25:00", "impossible"},
      {"2019-12-13T10:15+99:00", "impossible"},
      {"2019-13", "impossible"},
      {"0000", "impossible"},
      {"2019-12-13T", "unrecognised"},
      {"2019-12-13T10", "unrecognised"},
      {"2019-12-13T10:15:", "unrecognised"},
      {"2019-12-13ZZ", "unrecognised"},
      {"2019-12-13+01:00 x", "unrecognised"},
      {"2019-12-13[", "unrecognised"},
      {"2019-12-13T10:15Z[UTC", "unrecognised"},
  });
}

TEST_CASE("stated dates: mail, wires and old collections", "[stated-date]") {
  check({
      {"Fri, 13 Dec 2019 10:15:30 +0000", "2019-12-13T10:15:30Z"},
      {"Fri, 13 Dec 2019 10:15:30 GMT", "2019-12-13T10:15:30Z"},
      {"Fri, 13 Dec 2019 10:15 EST", "2019-12-13T10:15-05:00"},
      {"13 Dec 19 10:15:30 PST", "2019-12-13T10:15:30-08:00"},
      {"Mon, 04 Jul 88 12:00:00 EDT", "1988-07-04T12:00:00-04:00"},
      {"13 Dec 49", "2049-12-13"},
      {"13 Dec 50", "1950-12-13"},
      {"Fri, 13 Dec 2019 10:15:30 -0500 (EST)", "2019-12-13T10:15:30-05:00"},
      {"Fri, 13 Dec 2019 10:15:30 Z", "2019-12-13T10:15:30Z"},
      {"Fri,13 Dec 2019 10:15:30 +0100", "2019-12-13T10:15:30+01:00"},
      {"26-FEB-1987 15:01:01.79", "1987-02-26T15:01:01"},
      {" 2-MAR-1987 09:14:33.12", "1987-03-02T09:14:33"},
      {"26-FEB-1987", "1987-02-26"},
      {"131015Z DEC 19", "2019-12-13T10:15Z"},
      {"131015 GMT DEC 2019", "2019-12-13T10:15Z"},
      {"131015 DEC 19", "2019-12-13T10:15"},
      {"312515Z DEC 19", "impossible"},
      {"910521", "1991-05-21"},
      {"880229", "1988-02-29"},
      {"870229", "unrecognised"},
      {"201912", "unrecognised"},
      {"101112", "unrecognised"},
      {"131219", "unrecognised"},
      {"January 1, 1989, Sunday, Home Edition", "1989-01-01"},
      {"December 13, 1990, Thursday, Ventura County Edition", "1990-12-13"},
      {"January 1, 1989, Sunday", "1989-01-01"},
      {"January 1, 1989, Home", "unrecognised"},
      {"January 1, 1989, Sunday, Home", "unrecognised"},
      {"21 March 1994", "1994-03-21"},
      {"07/24/90", "1990-07-24"},
      {"24/07/90", "1990-07-24"},
      {"90/07/24", "1990-07-24"},
      {"02-12-88", "ambiguous"},
      {"02-13-88", "1988-02-13"},
      {"88-02-13", "1988-02-13"},
      {"02/12/88", "ambiguous"},
      {"19-12-13", "unrecognised"},
      {"13-12-19", "unrecognised"},
      {"13/12/19", "2019-12-13"},
      {"12/13/19", "2019-12-13"},
      {"13.12.19", "2019-12-13"},
      {"13.12.19, 10:15", "2019-12-13T10:15"},
      {"13/13/19", "impossible"},
      {"13/12/2019 1015 GMT", "2019-12-13T10:15Z"},
      {"13 December 2019 2344EST", "2019-12-13T23:44-05:00"},
      {"13 December 2019 1015", "unrecognised"},
      {"13 December 2019 1015 hrs", "2019-12-13T10:15"},
  });
}

TEST_CASE("stated dates: English", "[stated-date]") {
  check({
      {"13 December 2019", "2019-12-13"},
      {"13th December, 2019", "2019-12-13"},
      {"13th of December 2019", "2019-12-13"},
      {"the 13th of December, 2019", "2019-12-13"},
      {"1st May 1933", "1933-05-01"},
      {"2nd May 1933", "1933-05-02"},
      {"3rd May 1933", "1933-05-03"},
      {"December 13, 2019", "2019-12-13"},
      {"December 13th, 2019", "2019-12-13"},
      {"December 13 2019", "2019-12-13"},
      {"Dec. 13, 2019", "2019-12-13"},
      {"Sept. 3, 2019", "2019-09-03"},
      {"Sep 3 2019", "2019-09-03"},
      {"May 3, 2019", "2019-05-03"},
      {"dec 13,2019", "2019-12-13"},
      {"Dec.13,2019", "2019-12-13"},
      {"13DEC2019", "2019-12-13"},
      {"13-Dec-2019", "2019-12-13"},
      {"13 - Dec - 2019", "2019-12-13"},
      {"13/Dec/2019", "2019-12-13"},
      {"13.Dec.2019", "2019-12-13"},
      {"Dec-13-2019", "2019-12-13"},
      {"Dec/13/2019", "2019-12-13"},
      {"2019-Dec-13", "2019-12-13"},
      {"2019 Dec 13", "2019-12-13"},
      {"2019 December 13", "2019-12-13"},
      {"2019, December 13", "2019-12-13"},
      {"Friday, December 13, 2019", "2019-12-13"},
      {"Friday 13 December 2019", "2019-12-13"},
      {"Fri. Dec. 13, 2019", "2019-12-13"},
      {"Thurs., Dec. 12, 2019", "2019-12-12"},
      {"Tues, Dec 10, 2019", "2019-12-10"},
      {"FRIDAY, DECEMBER 13, 2019", "2019-12-13"},
      {"December 2019", "2019-12"},
      {"Dec. 2019", "2019-12"},
      {"December, 2019", "2019-12"},
      {"Friday, 13 Dec 2019 10:15 GMT", "2019-12-13T10:15Z"},
      {"13 December 2019 at 10:15", "2019-12-13T10:15"},
      {"13 December 2019, 10.15 GMT", "2019-12-13T10:15Z"},
      {"13 Dec 2019 | 10:15", "2019-12-13T10:15"},
      {"13 Dec 2019 - 10:15", "2019-12-13T10:15"},
      {"13 Dec 2019 • 10:15", "2019-12-13T10:15"},
      {"13 Dec 2019 – 10:15 am", "2019-12-13T10:15"},
      {"December 13, 2019 / 10:15 PM", "2019-12-13T22:15"},
      {"December 13, 2019 10:15PM", "2019-12-13T22:15"},
      {"Dec. 13, 2019 at 10:15 p.m. ET", "2019-12-13T22:15"},
      {"Dec. 13, 2019, 10:15 p.m. EST", "2019-12-13T22:15-05:00"},
      {"Dec. 13, 2019 10 p.m.", "2019-12-13T22:00"},
      {"Dec 13, 2019 12:05 AM", "2019-12-13T00:05"},
      {"Dec 13, 2019 12:05 PM", "2019-12-13T12:05"},
      {"Dec 13, 2019 12:05 PM (EST)", "2019-12-13T12:05-05:00"},
      {"Dec 13, 2019 13:05 PM", "impossible"},
      {"12/13/2019 10:15 PM EST", "2019-12-13T22:15-05:00"},
      {"12/13/2019 10:15:30 PM", "2019-12-13T22:15:30"},
      {"10:15 GMT, 13 December 2019", "2019-12-13T10:15Z"},
      {"10:15, 13 Dec 2019", "2019-12-13T10:15"},
      {"10:15 GMT, Friday, 13 December 2019", "2019-12-13T10:15Z"},
      {"10:15 AM ET, Fri December 13, 2019", "2019-12-13T10:15"},
      {"10:15 a.m. EST, Fri December 13, 2019", "2019-12-13T10:15-05:00"},
      {"10:15 13.12.2019", "2019-12-13T10:15"},
      {"10:15 13/12/2019", "2019-12-13T10:15"},
      {"10 am, December 13, 2019", "2019-12-13T10:00"},
      {"10:15 December 2019", "unrecognised"},
      {"Published: 13 December 2019", "2019-12-13"},
      {"Published 10:15 GMT, 13 December 2019", "2019-12-13T10:15Z"},
      {"Published on December 13, 2019", "2019-12-13"},
      {"First published on Fri 13 Dec 2019 10.15 GMT", "2019-12-13T10:15Z"},
      {"Posted: Dec 13, 2019 10:15 AM", "2019-12-13T10:15"},
      {"Date: 13 Dec 2019", "2019-12-13"},
      // The time of a change does not prove the time of publication.
      {"Updated: 13 December 2019", "unrecognised"},
      {"Friday 13 December 2019 (Friday)", "2019-12-13"},
      {"13 December 2019, Friday", "2019-12-13"},
      {"13 December 2019 (Friday) 10:15", "unrecognised"},
      {"13 December 2019, Friday, 10:15", "2019-12-13T10:15"},
      {"13 December 2019,", "unrecognised"},
      {"13 December", "unrecognised"},
      {"December 13", "unrecognised"},
      {"Friday", "unrecognised"},
      {"Friday 13", "unrecognised"},
      {"December", "unrecognised"},
      {"yesterday", "unrecognised"},
      {"2 hours ago", "unrecognised"},
      {"December 13-14, 2019", "unrecognised"},
      {"13-14 December 2019", "unrecognised"},
      {"13 December 2019 to 14 December 2019", "unrecognised"},
      {"Winter 2019", "unrecognised"},
      {"Q4 2019", "unrecognised"},
      {"2018-2019", "unrecognised"},
      {"2018/19", "impossible"},
      {"Dec 13, 201", "unrecognised"},
      {"Dec 13, 20199", "unrecognised"},
      {"December 32, 2019", "impossible"},
      {"31 April 2019", "impossible"},
      {"February 29, 1900", "impossible"},
      {"February 29, 2000", "2000-02-29"},
      {"Decembre 13, 2019", "2019-12-13"},
      {"Dezcember 13, 2019", "unrecognised"},
      {"by John Smith, 13 December 2019", "unrecognised"},
      {"13 December 2019 and more", "unrecognised"},
      {"Reuters 13 December 2019", "unrecognised"},
      {"1 2 2019", "unrecognised"},
      {"2019 12 13", "unrecognised"},
      {"2019–12–13", "unrecognised"},
      {"12/2019", "unrecognised"},
      {"\u200E12/\u200E13/\u200E2019", "2019-12-13"},
      {"13\u00A0December\u202F2019", "2019-12-13"},
      {"\t13 December\r\n 2019 ", "2019-12-13"},
      {"", "unrecognised"},
      {" ", "unrecognised"},
      {",", "unrecognised"},
      {"N/A", "unrecognised"},
      {"null", "unrecognised"},
  });
}

TEST_CASE("stated dates: zones by name", "[stated-date]") {
  check({
      {"13 Dec 2019 10:15 UT", "2019-12-13T10:15Z"},
      {"13 Dec 2019 10:15 CET", "2019-12-13T10:15+01:00"},
      {"13 Jul 2019 10:15 CEST", "2019-07-13T10:15+02:00"},
      {"13.12.2019 10:15 MEZ", "2019-12-13T10:15+01:00"},
      {"13 Jul 2019 10:15 BST", "2019-07-13T10:15+01:00"},
      {"13 Dec 2019 10:15 EET", "2019-12-13T10:15+02:00"},
      {"13 Dec 2019 10:15 MSK", "2019-12-13T10:15+03:00"},
      {"13 декабря 2019, 10:15 МСК", "2019-12-13T10:15+03:00"},
      {"13 Dec 2019 10:15 GST", "2019-12-13T10:15+04:00"},
      {"13 Dec 2019 10:15 PKT", "2019-12-13T10:15+05:00"},
      {"13 Dec 2019, 10:15 IST", "2019-12-13T10:15+05:30"},
      {"13 Dec 2019 10:15 hrs IST", "2019-12-13T10:15+05:30"},
      {"13 Dec 2019 10:15 NPT", "2019-12-13T10:15+05:45"},
      {"13 Dec 2019 10:15 WIB", "2019-12-13T10:15+07:00"},
      {"13 Dec 2019 10:15 HKT", "2019-12-13T10:15+08:00"},
      {"13 Dec 2019 10:15 SGT", "2019-12-13T10:15+08:00"},
      {"13 Dec 2019 10:15 JST", "2019-12-13T10:15+09:00"},
      {"13 Dec 2019 10:15 KST", "2019-12-13T10:15+09:00"},
      {"13 Dec 2019 10:15 AEDT", "2019-12-13T10:15+11:00"},
      {"13 Dec 2019 10:15 ACST", "2019-12-13T10:15+09:30"},
      {"13 Dec 2019 10:15 NZDT", "2019-12-13T10:15+13:00"},
      {"13 Dec 2019 10:15 CST", "2019-12-13T10:15-06:00"},
      {"13 Dec 2019 10:15 AKST", "2019-12-13T10:15-09:00"},
      {"13 Dec 2019 10:15 HST", "2019-12-13T10:15-10:00"},
      {"13 Dec 2019 10:15 NST", "2019-12-13T10:15-03:30"},
      {"13 Dec 2019 10:15 SAST", "2019-12-13T10:15+02:00"},
      {"13 Dec 2019 10:15 GMT+3", "2019-12-13T10:15+03:00"},
      {"13 Dec 2019 10:15 UTC-03:30", "2019-12-13T10:15-03:30"},
      {"13 Dec 2019 10:15 (GMT+3)", "2019-12-13T10:15+03:00"},
      {"13 Dec 2019 10:15 gmt", "2019-12-13T10:15Z"},
      {"13 Dec 2019 10:15 XYZ", "2019-12-13T10:15"},
      {"13 Dec 2019 10:15 nowhere", "unrecognised"},
      {"13 Dec 2019 10:15 (GMT+3", "unrecognised"},
  });
}

TEST_CASE("stated dates: French, German, Spanish, Italian, Portuguese", "[stated-date]") {
  check({
      {"vendredi 13 décembre 2019", "2019-12-13"},
      {"Vendredi 13 Décembre 2019", "2019-12-13"},
      {"VENDREDI 13 DECEMBRE 2019", "2019-12-13"},
      {"le vendredi 13 décembre 2019", "2019-12-13"},
      {"13 décembre 2019 à 10h15", "2019-12-13T10:15"},
      {"13 décembre 2019 à 10 h", "2019-12-13T10:00"},
      {"13 déc. 2019", "2019-12-13"},
      {"1er janvier 2020", "2020-01-01"},
      {"3 févr. 2020", "2020-02-03"},
      {"3 août 2020", "2020-08-03"},
      {"3 aout 2020", "2020-08-03"},
      {"mar. 12 mars 2019", "2019-03-12"},
      {"mar. 12 nov. 2019", "2019-11-12"},
      {"Mar 12, 2019", "2019-03-12"},
      {"juillet 2019", "2019-07"},
      {"Publié le 13 décembre 2019 à 10h15", "2019-12-13T10:15"},
      {"Publié le 13/12/2019 à 10:15", "2019-12-13T10:15"},
      {"13. Dezember 2019", "2019-12-13"},
      {"Freitag, 13. Dezember 2019", "2019-12-13"},
      {"Freitag, den 13. Dezember 2019", "2019-12-13"},
      {"Fr, 13.12.2019", "2019-12-13"},
      {"Fr., 13.12.2019, 10:15 Uhr", "2019-12-13T10:15"},
      {"13.12.2019 um 10.15 Uhr", "2019-12-13T10:15"},
      {"13.12.2019 - 10:15", "2019-12-13T10:15"},
      {"13. Dez. 2019", "2019-12-13"},
      {"13.Dez.2019", "2019-12-13"},
      {"1. März 2020", "2020-03-01"},
      {"1. Maerz 2020", "2020-03-01"},
      {"1. MÄRZ 2020", "2020-03-01"},
      {"1. Mrz 2020", "2020-03-01"},
      {"5. Jänner 2020", "2020-01-05"},
      {"5. Mai 2020", "2020-05-05"},
      {"Dezember 2019", "2019-12"},
      {"Veröffentlicht am 13. Dezember 2019 um 10:15 Uhr", "2019-12-13T10:15"},
      {"1.2.2019", "2019-02-01"},
      {"12.13.2019", "impossible"},
      {"13 de diciembre de 2019", "2019-12-13"},
      {"viernes, 13 de diciembre de 2019", "2019-12-13"},
      {"Viernes 13 de Diciembre del 2019", "2019-12-13"},
      {"13 diciembre 2019", "2019-12-13"},
      {"13 dic 2019", "2019-12-13"},
      {"13 ene. 2020", "2020-01-13"},
      {"3 de setiembre de 2019", "2019-09-03"},
      {"1º de mayo de 2019", "2019-05-01"},
      {"13 de diciembre de 2019 a las 10:15 h", "2019-12-13T10:15"},
      {"diciembre de 2019", "2019-12"},
      {"miércoles 11 de diciembre de 2019", "2019-12-11"},
      {"MIERCOLES 11 DE DICIEMBRE DE 2019", "2019-12-11"},
      {"13 dicembre 2019", "2019-12-13"},
      {"venerdì 13 dicembre 2019", "2019-12-13"},
      {"Venerdi' 13 dicembre 2019", "unrecognised"},
      {"13 dicembre 2019 alle 10:15", "2019-12-13T10:15"},
      {"13 dicembre 2019 ore 10.15", "2019-12-13T10:15"},
      {"13 dicembre 2019, alle ore 10.15", "2019-12-13T10:15"},
      {"1 gen 2020", "2020-01-01"},
      {"1° gennaio 2020", "2020-01-01"},
      {"3 set 2019", "2019-09-03"},
      {"13 de dezembro de 2019", "2019-12-13"},
      {"sexta-feira, 13 de dezembro de 2019", "2019-12-13"},
      {"13 dez. 2019", "2019-12-13"},
      {"13/12/2019 às 10h15", "2019-12-13T10:15"},
      {"13/12/2019 10h15", "2019-12-13T10:15"},
      {"3 de março de 2020", "2020-03-03"},
      {"3 de marco de 2020", "2020-03-03"},
      {"13 out. 2019", "2019-10-13"},
      {"Publicado em 13 de dezembro de 2019", "2019-12-13"},
      {"31 septembre 2019", "impossible"},
      {"13 decembre", "unrecognised"},
      {"le 13", "unrecognised"},
  });
}

TEST_CASE("stated dates: languages of the Baltic, the Balkans and the south", "[stated-date]") {
  check({
      {"07 أكتوبر 2020", "2020-10-07"},
      {"الأربعاء 07 أكتوبر 2020 - 12:09 م", "2020-10-07T12:09"},
      {"07 أكتوبر 2020 - 05:20 م", "2020-10-07T17:20"},
      {"07 أكتوبر 2020 - 05:20 ص", "2020-10-07T05:20"},
      {"15 октомври 2020", "2020-10-15"},
      {"26. oktoober 2020", "2020-10-26"},
      {"26 नवंबर 2020", "2020-11-26"},
      {"26. október 2020", "2020-10-26"},
      {"26. oktobra 2020", "2020-10-26"},
      {"26. октобар 2020", "2020-10-26"},
  });
}

TEST_CASE("stated dates: Russian and other languages", "[stated-date]") {
  check({
      {"13 декабря 2019 г.", "2019-12-13"},
      {"13 декабря 2019 года", "2019-12-13"},
      {"13 ДЕКАБРЯ 2019", "2019-12-13"},
      {"13 дек. 2019", "2019-12-13"},
      {"13 дек 2019, 10:15", "2019-12-13T10:15"},
      {"13 декабря 2019 г. в 10:15", "2019-12-13T10:15"},
      {"пятница, 13 декабря 2019", "2019-12-13"},
      {"пт, 13 дек 2019", "2019-12-13"},
      {"15 янв 2020", "2020-01-15"},
      {"1 мая 2020", "2020-05-01"},
      {"3 июля 2019", "2019-07-03"},
      {"3 авг. 2019 года", "2019-08-03"},
      {"10:15, 13 декабря 2019", "2019-12-13T10:15"},
      {"10:15 13.12.2019", "2019-12-13T10:15"},
      {"декабрь 2019", "2019-12"},
      {"декабрь 2019 г.", "2019-12"},
      {"Опубликовано: 13 декабря 2019", "2019-12-13"},
      {"31 июня 2019", "impossible"},
      {"13 декабря", "unrecognised"},
      {"13 грудня 2019 року", "2019-12-13"},
      {"13 grudnia 2019 r.", "2019-12-13"},
      {"13 listopada 2019", "2019-11-13"},
      {"13. prosince 2019", "2019-12-13"},
      {"13. 12. 2019", "2019-12-13"},
      {"13 december 2019", "2019-12-13"},
      {"13 mei 2019", "2019-05-13"},
      {"13 mrt 2019", "2019-03-13"},
      {"den 13 december 2019 kl. 10.15", "2019-12-13T10:15"},
      {"13. desember 2019", "2019-12-13"},
      {"13 Aralık 2019 Cuma", "2019-12-13"},
      {"13 Aralık 2019, 10:15", "2019-12-13T10:15"},
      {"13 KASIM 2019", "2019-11-13"},
      {"13 Ekim 2019 Pazar", "2019-10-13"},
      {"13. joulukuuta 2019", "2019-12-13"},
      {"13.12.2019 klo 10.15", "2019-12-13T10:15"},
      {"2019. december 13.", "2019-12-13"},
      {"2019. 12. 13.", "2019-12-13"},
      {"13 decembrie 2019", "2019-12-13"},
      {"13 Δεκεμβρίου 2019", "2019-12-13"},
      {"13 Desember 2019", "2019-12-13"},
      {"2019年12月13日", "2019-12-13"},
      {"2019年12月13日 10:15", "2019-12-13T10:15"},
      {"2019年12月", "2019-12"},
      {"2019년 12월 13일", "2019-12-13"},
      {"2019年13月13日", "impossible"},
      {"2019年12月13", "unrecognised"},
      {"12月13日", "unrecognised"},
      {"２０１９-12-13", "unrecognised"},
      {"١٣ ديسمبر ٢٠١٩", "unrecognised"},
  });
}

TEST_CASE("stated dates: two numbers are decided by weekday or order, else not at all",
          "[stated-date]") {
  check({
      {"02/03/2019", "ambiguous"},
      {"2-3-2019", "ambiguous"},
      {"02/03/19", "ambiguous"},
      {"02/03/2019 10:15 GMT", "ambiguous"},
      {"02/02/2019", "2019-02-02"},
      {"31/12/2019", "2019-12-31"},
      {"12/31/2019", "2019-12-31"},
      {"30/02/2019", "impossible"},
      {"00/00/0000", "impossible"},
      // 2 March 2019 was a Saturday, 3 February a Sunday.
      {"Sat, 02/03/2019", "2019-03-02"},
      {"Sunday 02/03/2019", "2019-02-03"},
      {"Monday 02/03/2019", "ambiguous"},
      {"samedi 02/03/2019", "2019-03-02"},
      {"02/03/2019, domenica", "2019-02-03"},
  });
  struct Shown {
    std::string_view text;
    DateOrder shows;
  };
  for (const Shown& row : std::vector<Shown>{{"31/12/2019", DateOrder::DayFirst},
                                             {"12/31/2019 10:15", DateOrder::MonthFirst},
                                             {"13-12-2019", DateOrder::DayFirst},
                                             {"Sat, 02/03/2019", DateOrder::DayFirst},
                                             {"Sun, 02/03/2019", DateOrder::MonthFirst},
                                             {"02/03/2019", DateOrder::Unknown},
                                             {"02/02/2019", DateOrder::Unknown},
                                             {"30/02/2019", DateOrder::Unknown},
                                             {"31.12.2019", DateOrder::Unknown},
                                             {"2019-12-31", DateOrder::Unknown},
                                             {"31 Dec 2019", DateOrder::Unknown}}) {
    INFO(row.text);
    CHECK(parse_stated_date(row.text).shows == row.shows);
    CHECK_FALSE(parse_stated_date(row.text).by_order);
  }
  CHECK(understood("02/03/2019", DateOrder::DayFirst) == "2019-03-02");
  CHECK(understood("02/03/2019", DateOrder::MonthFirst) == "2019-02-03");
  CHECK(understood("02/03/19 10:15", DateOrder::MonthFirst) == "2019-02-03T10:15");
  CHECK(parse_stated_date("02/03/2019", DateOrder::DayFirst).by_order);
  // An order does not undo what the date itself shows.
  CHECK(understood("12/31/2019", DateOrder::DayFirst) == "2019-12-31");
  CHECK(understood("Sun, 02/03/2019", DateOrder::DayFirst) == "2019-02-03");
  CHECK_FALSE(parse_stated_date("Sun, 02/03/2019", DateOrder::DayFirst).by_order);
  CHECK(understood("02.03.2019", DateOrder::MonthFirst) == "2019-03-02");
}

TEST_CASE("stated dates: hostile text is refused quickly", "[stated-date]") {
  for (const std::string& text :
       {std::string(10'000'000, '1'), std::string(10'000'000, ','),
        "2019-12-13" + std::string(10'000'000, 'x'), std::string("2019-12-13\0", 11),
        std::string(120, '/'), std::string(119, '\xF0'), std::string("\xFF\xFE\x80"),
        "13 " + std::string(100, 'D') + " 2019", std::string("13 d\xC3 2019"),
        std::string(
            "1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1")}) {
    INFO(text.substr(0, 60));
    CHECK(understood(text) == "unrecognised");
  }
  const std::string whole = "Publié le vendredi 13 décembre 2019 à 10h15 GMT+05:30 (X)";
  for (std::size_t i = 0; i < whole.size(); ++i) {
    for (int byte = 0; byte < 256; ++byte) {
      std::string changed = whole;
      changed[i] = static_cast<char>(byte);
      const StatedDate stated = parse_stated_date(changed);
      if (const Date* date = std::get_if<Date>(&stated.result)) {
        REQUIRE(make_date(date->year, date->month, date->day));
      }
    }
  }
}

}  // namespace stated_date_test
