#include "app/downloads/download_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

#include "app/model_text.h"
#include "app/pages/run_text.h"

namespace vitrine::app {

namespace {

using downloads::DownloadProgress;

constexpr double Percent = 100;

QString translated(const char* text) {
    return QCoreApplication::translate("DownloadText", text);
}

/// What of the total is there, how fast it comes, and how long it will take.
QString fetchingText(const DownloadProgress& progress) {
    //: bytes that have arrived, of all bytes
    auto text = translated(QT_TRANSLATE_NOOP("DownloadText", "%1 of %2"))
                    .arg(byteSize(progress.done), byteSize(progress.total));
    if (progress.bytesPerSecond > 0) {
        //: speed of a download
        text += QStringLiteral(" · ")
            + translated(QT_TRANSLATE_NOOP("DownloadText", "%1/s"))
                  .arg(byteSize(std::llround(progress.bytesPerSecond)));
    }
    if (const auto left = progress.secondsLeft()) {
        text += QStringLiteral(" · ")
            + translated(QT_TRANSLATE_NOOP("DownloadText", "%1 left")).arg(durationText(*left));
    }
    return text;
}

} // namespace

QString progressText(const StoredModel& model) {
    using State = StoredModel::State;
    using Phase = DownloadProgress::Phase;
    if (model.state == State::Waiting) {
        return translated(QT_TRANSLATE_NOOP("DownloadText", "Waits for another download"));
    }
    if (model.state == State::Paused) {
        return translated(QT_TRANSLATE_NOOP("DownloadText", "Paused: %1 of about %2 are here"))
            .arg(byteSize(model.begunBytes), byteSize(model.entry.downloadBytes()));
    }
    if (model.state != State::Fetching) {
        return {};
    }
    switch (model.progress.phase) {
    case Phase::Contacting:
        return translated(QT_TRANSLATE_NOOP("DownloadText", "Asking what there is"));
    case Phase::Fetching:
        return fetchingText(model.progress);
    case Phase::Verifying:
        return translated(QT_TRANSLATE_NOOP("DownloadText", "Comparing the checksum"));
    case Phase::Unpacking:
        return translated(QT_TRANSLATE_NOOP("DownloadText", "Unpacking"));
    }
    return {};
}

QString shortProgressText(const StoredModel& model) {
    //: a model's name and how far its download is
    return translated(QT_TRANSLATE_NOOP("DownloadText", "%1: %2 %"))
        .arg(QString::fromStdString(model.entry.title),
            QLocale().toString(std::llround(model.progress.fraction() * Percent)));
}

QString originText(const downloads::CatalogueEntry& entry) {
    const auto origin = QString::fromStdString(entry.origin());
    return std::holds_alternative<downloads::HubSource>(entry.source)
        ? translated(QT_TRANSLATE_NOOP("DownloadText", "Hugging Face Hub: %1")).arg(origin)
        : translated(QT_TRANSLATE_NOOP("DownloadText", "Python package %1")).arg(origin);
}

QString descriptionText(const downloads::CatalogueEntry& entry, const QString& language) {
    for (const auto& wanted : {language.toStdString(), std::string("en")}) {
        if (const auto found = entry.descriptions.find(wanted); found != entry.descriptions.end()) {
            return QString::fromStdString(found->second);
        }
    }
    return {};
}

} // namespace vitrine::app
