#include <QTest>

#include <QLocale>

#include "app/downloads/download_text.h"

using namespace vitrine;
using namespace vitrine::app;

namespace {

using downloads::DownloadProgress;
using Phase = DownloadProgress::Phase;
using State = StoredModel::State;

StoredModel model(State state, const DownloadProgress& progress = {}) {
    StoredModel model;
    model.entry.title = "Tiny";
    model.entry.source = downloads::HubSource{.repository = "org/tiny",
        .aliases = {},
        .files = {},
        .optional = {},
        .weights = {},
        .bytes = 551'500'000};
    model.state = state;
    model.progress = progress;
    model.begunBytes = 120'000'000;
    return model;
}

} // namespace

class TestDownloadText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }

    void howFarItIs_data() {
        QTest::addColumn<int>("state");
        QTest::addColumn<DownloadProgress>("progress");
        QTest::addColumn<QString>("text");
        const auto row = [](const char* text, State state, const DownloadProgress& progress) {
            QTest::newRow(text) << static_cast<int>(state) << progress << QString::fromUtf8(text);
        };
        row("", State::Available, {});
        row("Waits for another download", State::Waiting, {});
        row("Paused: 120.0 MB of about 551.5 MB are here", State::Paused, {});
        row("Asking what there is", State::Fetching, {});
        row("123.0 MB of 551.0 MB", State::Fetching,
            {Phase::Fetching, 123'000'000, 551'000'000, 0});
        row("123.0 MB of 551.0 MB · 4.0 MB/s · 1 min 47 s left", State::Fetching,
            {Phase::Fetching, 123'000'000, 551'000'000, 4e6});
        row("547.0 MB of 551.0 MB · 4.0 MB/s · 1 s left", State::Fetching,
            {Phase::Fetching, 547'000'000, 551'000'000, 4e6});
        row("Comparing the checksum", State::Fetching, {Phase::Verifying, 1, 2, 0});
        row("Unpacking", State::Fetching, {Phase::Unpacking, 1, 2, 0});
    }

    void howFarItIs() {
        QFETCH(int, state);
        QFETCH(DownloadProgress, progress);
        QFETCH(QString, text);
        QCOMPARE(progressText(model(static_cast<State>(state), progress)), text);
    }

    void theShortForm() {
        QCOMPARE(shortProgressText(model(State::Fetching, {Phase::Fetching, 45, 100, 0})),
            QStringLiteral("Tiny: 45 %"));
    }

    void whereItComesFrom() {
        auto entry = model(State::Here).entry;
        QCOMPARE(originText(entry), QStringLiteral("Hugging Face Hub: org/tiny"));
        entry.source = downloads::PackageSource{"tiny-package", "1.0", 1, {}};
        QCOMPARE(originText(entry), QStringLiteral("Python package tiny-package 1.0"));
    }

    void theDescriptionIsInTheLanguageOrInEnglish() {
        auto entry = model(State::Here).entry;
        QCOMPARE(descriptionText(entry, QStringLiteral("zh")), QString());
        entry.descriptions = {{"en", "Small."}, {"zh", "小。"}};
        QCOMPARE(descriptionText(entry, QStringLiteral("zh")), QStringLiteral("小。"));
        QCOMPARE(descriptionText(entry, QStringLiteral("fr")), QStringLiteral("Small."));
    }
};

QTEST_GUILESS_MAIN(TestDownloadText)
#include "tst_download_text.moc"
