#include <QApplication>
#include <QDir>
#include <QFile>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <filesystem>
#include <memory>

#include "app/language_switch.h"
#include "app/pages/models_page.h"
#include "tests/engine/downloads/hub_server.h"
#include "tests/support/scratch_folder.h"
#include "widgets/common/theme.h"

using namespace vitrine;
using namespace vitrine::app;

namespace fs = std::filesystem;

namespace {

constexpr int patience = 20000; // ms; a busy machine may take its time

const QString Models = QStringLiteral(VITRINE_SOURCE_DIR "/tests/app/models");

constexpr const char* Catalogue = R"({"format": "vitrine-model-catalogue", "version": 1, "models": [
    {"name": "far", "title": "Far away", "family": "gpt2", "parameters": 1000000,
     "precision": "float32", "context": 64, "languages": ["en"], "licence": "MIT",
     "lenses": ["generate", "tokens"], "description": {"en": "It comes from afar."},
     "hub": {"repository": "org/tiny", "bytes": 2000000, "files": ["config.json"],
     "optional": ["tokenizer.json", "vocab.json", "merges.txt"],
     "weights": ["model.safetensors"]}}]})";

QHash<QString, QByteArray> filesOf(const QString& folder) {
    QHash<QString, QByteArray> files;
    for (const auto& info : QDir(folder).entryInfoList(QDir::Files)) {
        QFile file(info.filePath());
        if (file.open(QIODevice::ReadOnly)) {
            files[info.fileName()] = file.readAll();
        }
    }
    return files;
}

} // namespace

/// The library as its user has it, with a Hub on this machine's loopback that has one small model.
class TestModelsPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        widgets::Theme().applyTo(*qApp);
        m_languages.use(QStringLiteral("en"));
    }
    void init();
    void cleanup();
    void everyModelIsListedInItsSection();
    void aSearchAndAChoiceNarrowTheList();
    void aModelIsFetchedOpenedAndDeleted();
    void aDownloadIsPausedAndCancelled();
    void whatIsKnownIsShownBeforeItIsFetched();
    void aBuiltInModelIsNotDeleted();
    void theMirrorIsKept();
    void whatAnotherProgramFetchedIsListed();

private:
    QStringList titles() const;
    void chooseRow(const QString& title) const;
    template <typename T = QPushButton>
    T& child(const char* name) const {
        return *m_page->findChild<T*>(QString::fromLatin1(name));
    }
    void click(const char* name) const { QTest::mouseClick(&child(name), Qt::LeftButton); }
    QString facts() const { return child<QLabel>("modelFacts").text(); }

    LanguageSwitch m_languages;
    std::unique_ptr<test::ScratchFolder> m_folder;
    std::unique_ptr<test::HubServer> m_server;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<Laboratory> m_laboratory;
    std::unique_ptr<ModelStore> m_store;
    std::unique_ptr<ModelsPage> m_page;
};

void TestModelsPage::init() {
    qRegisterMetaType<std::filesystem::path>();
    m_folder = std::make_unique<test::ScratchFolder>();
    m_server = std::make_unique<test::HubServer>(filesOf(Models + QStringLiteral("/tiny-en")));
    m_settings = std::make_unique<Settings>(
        QString::fromStdString((m_folder->path() / "settings.ini").string()));
    m_laboratory = std::make_unique<Laboratory>(Models.toStdString());
    auto options = downloads::DownloadOptions::standard(m_folder->path() / "models");
    options.endpoint = m_server->endpoint();
    options.cache = formats::HubCache(m_folder->path() / "hub");
    m_store = std::make_unique<ModelStore>(
        *downloads::ModelCatalogue::read(m_folder->write("catalogue.json", Catalogue)), options);
    m_page = std::make_unique<ModelsPage>(*m_laboratory, *m_store, *m_settings, nullptr);
    m_page->resize(1200, 600);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
}

void TestModelsPage::cleanup() {
    m_page.reset();
    m_store.reset();
    m_laboratory.reset();
    m_server.reset();
    m_folder.reset();
}

/// The first line of each row, headings too.
QStringList TestModelsPage::titles() const {
    QStringList titles;
    const auto& list = child<QListWidget>("modelList");
    for (int i = 0; i < list.count(); ++i) {
        titles.append(list.item(i)->text().section(QLatin1Char('\n'), 0, 0));
    }
    return titles;
}

void TestModelsPage::chooseRow(const QString& title) const {
    auto& list = child<QListWidget>("modelList");
    const auto row = titles().indexOf(title);
    QVERIFY2(row >= 0, qPrintable(titles().join(QLatin1Char('|'))));
    QTest::mouseClick(list.viewport(), Qt::LeftButton, {},
        list.visualItemRect(list.item(static_cast<int>(row))).center());
}

void TestModelsPage::everyModelIsListedInItsSection() {
    const auto all = titles();
    QCOMPARE(all.first(), QStringLiteral("Built in"));
    QCOMPARE(all.mid(all.size() - 2),
        QStringList({QStringLiteral("To be fetched"), QStringLiteral("Far away")}));
    QCOMPARE(all.size(), m_laboratory->builtInModels().size() + 3);
}

void TestModelsPage::aSearchAndAChoiceNarrowTheList() {
    QTest::keyClicks(&child<QLineEdit>("modelSearch"), QStringLiteral("afar mit"));
    QCOMPARE(titles(), QStringList({QStringLiteral("To be fetched"), QStringLiteral("Far away")}));
    QTest::keyClicks(&child<QLineEdit>("modelSearch"), QStringLiteral(" nothing"));
    QVERIFY(titles().isEmpty());
    child<QLineEdit>("modelSearch").clear();
    for (auto* button : m_page->findChildren<QAbstractButton*>()) {
        if (button->text() == QStringLiteral("Here")) {
            button->click();
        }
    }
    QVERIFY(!titles().contains(QStringLiteral("Far away")));
    QVERIFY(titles().contains(QStringLiteral("Built in")));
}

void TestModelsPage::whatIsKnownIsShownBeforeItIsFetched() {
    chooseRow(QStringLiteral("Far away"));
    for (const auto* fact : {"GPT-2", "1.0 M, float32", "64 tokens", "English", "MIT", "2.0 MB",
             "4.0 MB", "Generate, Tokens", "Hugging Face Hub: org/tiny"}) {
        QVERIFY2(facts().contains(QString::fromLatin1(fact)), fact);
    }
    QVERIFY(child("fetchModel").isVisible() && !child("openModel").isVisible());
    QVERIFY(!child("deleteModel").isVisible() && child("visitOrigin").isVisible());
    QVERIFY(!child("pauseFetching").isVisible() && !child("cancelFetching").isVisible());
}

void TestModelsPage::aModelIsFetchedOpenedAndDeleted() {
    QSignalSpy opened(m_page.get(), &ModelsPage::openAsked);
    chooseRow(QStringLiteral("Far away"));
    click("fetchModel");
    QTRY_VERIFY_WITH_TIMEOUT(child("openModel").isEnabled(), patience);
    QVERIFY(!child("fetchModel").isVisible());
    QVERIFY(titles().contains(QStringLiteral("On this computer")));
    QVERIFY(facts().contains(QStringLiteral("MIT")));
    click("openModel");
    QCOMPARE(opened.count(), 1);
    const auto path = opened.first().first().value<fs::path>();
    QVERIFY(fs::exists(path / "model.safetensors"));

    click("deleteModel");
    auto* question = m_page->findChild<QMessageBox*>();
    QVERIFY(question && question->informativeText().contains(QStringLiteral("other programs")));
    QTest::mouseClick(
        question->findChild<QPushButton*>(QStringLiteral("confirmDeletion")), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!fs::exists(path), patience);
    QTRY_VERIFY_WITH_TIMEOUT(child("fetchModel").isVisible(), patience);
    QVERIFY(!titles().contains(QStringLiteral("On this computer")));
}

void TestModelsPage::aDownloadIsPausedAndCancelled() {
    m_server->setFaults({.stallsAfter = 10'000});
    chooseRow(QStringLiteral("Far away"));
    click("fetchModel");
    QVERIFY(child("pauseFetching").isVisible() && child("cancelFetching").isVisible());
    QTRY_VERIFY_WITH_TIMEOUT(m_store->find("far")->progress.done > 0, patience);
    click("pauseFetching");
    QVERIFY(!child("pauseFetching").isVisible());
    QCOMPARE(child("fetchModel").text(), QStringLiteral("Go on fetching"));
    QVERIFY(child<QLabel>("fetchState").text().startsWith(QStringLiteral("Paused")));
    click("cancelFetching");
    QVERIFY(child("fetchModel").text().startsWith(QStringLiteral("Fetch")));
    QVERIFY(!child("cancelFetching").isVisible());
}

void TestModelsPage::aBuiltInModelIsNotDeleted() {
    m_page->showModel(m_laboratory->builtInModels().front().path);
    QTRY_VERIFY_WITH_TIMEOUT(child("openModel").isEnabled(), patience);
    QVERIFY(!child("deleteModel").isVisible() && !child("visitOrigin").isVisible());
    QVERIFY(facts().contains(QStringLiteral("Tokens")));
}

void TestModelsPage::theMirrorIsKept() {
    click("chooseMirror");
    auto* dialog = m_page->findChild<QInputDialog*>();
    dialog->setTextValue(QStringLiteral("https://mirror.example.org"));
    dialog->accept();
    QCOMPARE(m_store->mirror(), QStringLiteral("https://mirror.example.org"));
    QCOMPARE(m_settings->mirror(), QStringLiteral("https://mirror.example.org"));
}

void TestModelsPage::whatAnotherProgramFetchedIsListed() {
    const formats::HubCache cache(m_folder->path() / "hub");
    fs::create_directories(cache.repository("other/tiny") / "snapshots");
    fs::copy((Models + QStringLiteral("/tiny-en")).toStdString(),
        cache.snapshot("other/tiny", "abc"), fs::copy_options::recursive);
    QVERIFY(cache.setCurrent("other/tiny", "abc"));
    fs::create_directories(cache.snapshot("other/picture-model", "abc")); // which does not open
    QVERIFY(cache.setCurrent("other/picture-model", "abc"));
    m_store->refresh();
    QTRY_VERIFY_WITH_TIMEOUT(titles().contains(QStringLiteral("other/tiny")), patience);
    QVERIFY(!titles().contains(QStringLiteral("other/picture-model")));
    chooseRow(QStringLiteral("other/tiny"));
    QTRY_VERIFY_WITH_TIMEOUT(child("openModel").isEnabled(), patience);
    QVERIFY(child("deleteModel").isVisible() && child("visitOrigin").isVisible());
}

QTEST_MAIN(TestModelsPage)
#include "tst_models_page.moc"
