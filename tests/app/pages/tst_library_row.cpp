#include <QTest>

#include <QLocale>

#include "app/pages/library_row.h"

using namespace vitrine;
using namespace vitrine::app;

namespace {

StoredModel stored(StoredModel::State state) {
    StoredModel model;
    auto& entry = model.entry;
    entry.name = "tiny-instruct";
    entry.title = "Tiny Instruct";
    entry.family = "qwen2";
    entry.parameters = 494'000'000;
    entry.precision = "bfloat16";
    entry.languages = {"zh", "en"};
    entry.licence = "Apache-2.0";
    entry.descriptions = {{"en", "It answers."}, {"zh", "可以作答。"}};
    entry.source = downloads::HubSource{.repository = "org/tiny",
        .aliases = {},
        .files = {},
        .optional = {},
        .weights = {},
        .bytes = 999'600'000};
    model.state = state;
    model.begunBytes = 1'000'000;
    return model;
}

} // namespace

class TestLibraryRow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English)); }

    void aModelToBeFetched() {
        const auto row = storedRow(stored(StoredModel::State::Available));
        QCOMPARE(row.section, LibraryRow::Section::Available);
        QCOMPARE(row.title, QStringLiteral("Tiny Instruct"));
        QCOMPARE(row.facts,
            QStringLiteral("Qwen2 · 494 M · bfloat16 · Chinese, English · Apache-2.0 · 999.6 MB"));
        QCOMPARE(row.entry, std::string("tiny-instruct"));
        QVERIFY(row.path.empty());
    }

    void whatIsUnderWayShowsHowFarItIs() {
        const auto row = storedRow(stored(StoredModel::State::Paused));
        QVERIFY2(row.facts.startsWith(QStringLiteral("Paused: 1.0 MB")), qPrintable(row.facts));
        QVERIFY(matches(row, QStringLiteral("apache"))); // it is found by its facts all the same
    }

    void aModelThatIsHere() {
        auto model = stored(StoredModel::State::Here);
        model.path = "/models/tiny";
        const auto row = storedRow(model);
        QCOMPARE(row.section, LibraryRow::Section::Here);
        QCOMPARE(row.path, std::filesystem::path("/models/tiny"));
        QVERIFY(row.isSameModel(storedRow(stored(StoredModel::State::Available))));
    }

    void aBuiltInModel() {
        ModelInfo info;
        info.name = "stories-en";
        info.title = "English stories";
        info.architecture = "gpt2";
        info.parameters = 5'000'000;
        info.languages = {"en"};
        info.contextLength = 1024;
        info.weightBytes = 10'000'000;
        info.builtIn = true;
        const auto row = openableRow(info);
        QCOMPARE(row.section, LibraryRow::Section::BuiltIn);
        QCOMPARE(row.facts, QStringLiteral("GPT-2 · 5.0 M · English · 1,024 · 10.0 MB"));
        info.builtIn = false;
        QCOMPARE(openableRow(info).section, LibraryRow::Section::Here);
    }

    void aFolderThatWasOpened() {
        const auto row = recentRow(QStringLiteral("/home/a/my model"));
        QCOMPARE(row.title, QStringLiteral("my model"));
        QCOMPARE(row.section, LibraryRow::Section::Here);
        QVERIFY(row.isSameModel(recentRow(QStringLiteral("/home/a/my model"))));
        QVERIFY(!row.isSameModel(recentRow(QStringLiteral("/home/a/another"))));
    }

    void searching_data() {
        QTest::addColumn<QString>("search");
        QTest::addColumn<bool>("found");
        QTest::newRow("nothing") << QString() << true;
        QTest::newRow("blank") << QStringLiteral("  ") << true;
        QTest::newRow("title") << QStringLiteral("tiny") << true;
        QTest::newRow("family and language") << QStringLiteral("chinese QWEN") << true;
        QTest::newRow("origin") << QStringLiteral("org/tiny") << true;
        QTest::newRow("description, in Chinese") << QStringLiteral("作答") << true;
        QTest::newRow("one word of two") << QStringLiteral("tiny french") << false;
    }

    void searching() {
        QFETCH(QString, search);
        QFETCH(bool, found);
        QCOMPARE(matches(storedRow(stored(StoredModel::State::Available)), search), found);
    }
};

QTEST_GUILESS_MAIN(TestLibraryRow)
#include "tst_library_row.moc"
