#include "app/pages/library_row.h"

#include <QLocale>
#include <QStringList>

#include <algorithm>

#include "app/downloads/download_text.h"
#include "app/model_text.h"

namespace vitrine::app {

namespace {

/// What is known, in one line; what is not is left out.
QString joined(const QStringList& facts) {
    QStringList known;
    std::ranges::copy_if(
        facts, std::back_inserter(known), [](const QString& fact) { return !fact.isEmpty(); });
    return known.join(QStringLiteral(" · "));
}

QString factsOf(const StoredModel& model) {
    const auto& entry = model.entry;
    return joined({architectureName(entry.family), parameterCount(entry.parameters),
        QString::fromStdString(entry.precision), languageNames(entry.languages),
        QString::fromStdString(entry.licence), byteSize(entry.diskBytes())});
}

} // namespace

LibraryRow openableRow(const ModelInfo& info) {
    LibraryRow row;
    row.section = info.builtIn ? LibraryRow::Section::BuiltIn : LibraryRow::Section::Here;
    row.title = modelTitle(info);
    row.facts = joined({architectureName(info.architecture), parameterCount(info.parameters),
        languageNames(info.languages), QLocale().toString(info.contextLength),
        byteSize(info.weightBytes)});
    row.path = info.path;
    row.words = row.title + QLatin1Char(' ') + QString::fromStdString(info.name) + QLatin1Char(' ')
        + row.facts + QLatin1Char(' ') + QString::fromStdString(info.path.string());
    return row;
}

LibraryRow storedRow(const StoredModel& model) {
    const auto& entry = model.entry;
    const bool here = model.state == StoredModel::State::Here;
    LibraryRow row;
    row.section = here ? LibraryRow::Section::Here : LibraryRow::Section::Available;
    row.title = QString::fromStdString(entry.title);
    const auto progress = progressText(model);
    row.facts = progress.isEmpty() ? factsOf(model) : progress;
    row.path = model.path;
    row.entry = entry.name;
    row.words = row.title + QLatin1Char(' ') + QString::fromStdString(entry.name) + QLatin1Char(' ')
        + factsOf(model) + QLatin1Char(' ') + QString::fromStdString(entry.origin());
    for (const auto& [language, description] : entry.descriptions) {
        row.words += QLatin1Char(' ') + QString::fromStdString(description);
    }
    return row;
}

LibraryRow recentRow(const QString& path) {
    LibraryRow row;
    row.section = LibraryRow::Section::Here;
    row.title = folderTitle(path.toStdString());
    row.facts = path;
    row.path = path.toStdString();
    row.words = path;
    return row;
}

bool matches(const LibraryRow& row, const QString& search) {
    const auto words = search.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    return std::ranges::all_of(words,
        [&row](const QString& word) { return row.words.contains(word, Qt::CaseInsensitive); });
}

} // namespace vitrine::app
