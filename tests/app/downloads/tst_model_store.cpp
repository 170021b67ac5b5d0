#include <QTest>

#include <QSignalSpy>

#include <filesystem>
#include <memory>

#include "app/downloads/model_store.h"
#include "tests/engine/downloads/hub_server.h"
#include "tests/support/scratch_folder.h"

using namespace vitrine;
using namespace vitrine::app;
using namespace std::chrono_literals;

namespace fs = std::filesystem;

namespace {

using State = StoredModel::State;

constexpr int patience = 20000; // ms, for a busy machine
constexpr qsizetype WeightBytes = 2'000'000;

constexpr const char* Catalogue = R"({"format": "vitrine-model-catalogue", "version": 1, "models": [
    {"name": "one", "title": "One", "family": "gpt2", "parameters": 7, "precision": "float32",
     "context": 16, "languages": ["en"], "lenses": ["tokens"], "description": {"en": "Small."},
     "recommended": true, "hub": {"repository": "org/tiny", "bytes": 2000000,
     "files": ["config.json"], "weights": ["model.safetensors"]}},
    {"name": "two", "title": "Two", "family": "gpt2", "parameters": 7, "precision": "float32",
     "context": 16, "languages": ["en"], "lenses": ["tokens"], "description": {"en": "Small."},
     "hub": {"repository": "org/absent", "bytes": 2000000,
     "files": ["config.json"], "weights": ["model.safetensors"]}}]})";

} // namespace

/// What the window knows of models that are fetched, from a Hub on this machine's loopback.
class TestModelStore : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aModelIsFetchedAndRemoved();
    void aPausedDownloadGoesOnAfterARestart();
    void aCancelledDownloadLeavesNothing();
    void theNextWaitsForItsTurn();
    void theMirrorIsAsked();
    void whatOthersFetchedIsListed();
    void aNameThatIsNotThereDoesNothing();

private:
    void restart();
    State state(const char* name) const { return m_store->find(name)->state; }
    fs::path repository() const { return m_folder->path() / "hub/models--org--tiny"; }
    /// Fetches until the server stalls.
    void fetchHalf();

    std::unique_ptr<test::ScratchFolder> m_folder;
    std::unique_ptr<test::HubServer> m_server;
    std::unique_ptr<ModelStore> m_store;
};

void TestModelStore::init() {
    qRegisterMetaType<std::filesystem::path>();
    m_folder = std::make_unique<test::ScratchFolder>();
    m_server = std::make_unique<test::HubServer>(
        QHash<QString, QByteArray>{{QStringLiteral("config.json"), "{}"},
            {QStringLiteral("model.safetensors"), QByteArray(WeightBytes, 'w')}});
    restart();
}

void TestModelStore::cleanup() {
    m_store.reset();
    m_server.reset();
    m_folder.reset();
}

void TestModelStore::restart() {
    auto options = downloads::DownloadOptions::standard(m_folder->path() / "models");
    options.endpoint = m_server->endpoint();
    options.cache = formats::HubCache(m_folder->path() / "hub");
    const auto catalogue
        = downloads::ModelCatalogue::read(m_folder->write("catalogue.json", Catalogue));
    m_store = std::make_unique<ModelStore>(*catalogue, options);
    QSignalSpy looked(m_store.get(), &ModelStore::changed);
    QVERIFY(looked.wait(patience));
}

void TestModelStore::fetchHalf() {
    m_server->setFaults({.stallsAfter = 1'000'000});
    m_store->fetch("one");
    QCOMPARE(state("one"), State::Fetching);
    const auto arrived = [this] {
        const auto files = formats::HubCache(m_folder->path() / "hub").unfinished("org/tiny");
        std::error_code gone;
        return !files.empty() && fs::file_size(files.front(), gone) > 500'000 && !gone;
    };
    QTRY_VERIFY_WITH_TIMEOUT(arrived(), patience);
    m_server->setFaults({});
}

void TestModelStore::aModelIsFetchedAndRemoved() {
    QCOMPARE(state("one"), State::Available);
    QCOMPARE(m_store->recommended()->entry.name, std::string("one"));
    QSignalSpy fetched(m_store.get(), &ModelStore::fetched);
    QSignalSpy progressed(m_store.get(), &ModelStore::progressed);
    m_store->fetch("one");
    QCOMPARE(m_store->current(), m_store->find("one"));
    QTRY_COMPARE_WITH_TIMEOUT(state("one"), State::Here, patience);
    QCOMPARE(fetched.count(), 1);
    QVERIFY(progressed.count() > 0);
    QVERIFY(!m_store->current() && !m_store->recommended());
    const auto path = m_store->find("one")->path;
    QVERIFY(fs::exists(path / "model.safetensors"));
    QCOMPARE(m_store->findOpened(path), m_store->find("one"));

    m_store->remove("one");
    QCOMPARE(state("one"), State::Available);
    QTRY_VERIFY_WITH_TIMEOUT(!fs::exists(repository()), patience);
    QVERIFY(!m_store->findOpened(path));
}

void TestModelStore::aPausedDownloadGoesOnAfterARestart() {
    fetchHalf();
    m_store->pause("one");
    QCOMPARE(state("one"), State::Paused);
    restart();
    QCOMPARE(state("one"), State::Paused);
    QVERIFY(m_store->find("one")->begunBytes > 0);
    m_store->fetch("one");
    QTRY_COMPARE_WITH_TIMEOUT(state("one"), State::Here, patience);
    QVERIFY(!m_server->requests().last().endsWith(" 0")); // it went on from where it was
}

void TestModelStore::aCancelledDownloadLeavesNothing() {
    fetchHalf();
    m_store->cancel("one");
    QCOMPARE(state("one"), State::Available);
    QTRY_VERIFY_WITH_TIMEOUT(
        formats::HubCache(m_folder->path() / "hub").unfinished("org/tiny").empty(), patience);
    QTest::qWait(200); // what the disk says is asked once more
    QCOMPARE(state("one"), State::Available);
}

void TestModelStore::theNextWaitsForItsTurn() {
    fetchHalf();
    QSignalSpy failed(m_store.get(), &ModelStore::failed);
    m_store->fetch("two");
    QCOMPARE(state("two"), State::Waiting);
    m_store->pause("one");
    QCOMPARE(state("two"), State::Fetching);
    QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, patience); // which the server does not have
    QCOMPARE(failed.first().first().value<Error>().code, ErrorCode::DownloadRefused);
    QCOMPARE(state("two"), State::Available);
    QCOMPARE(state("one"), State::Paused);
}

void TestModelStore::theMirrorIsAsked() {
    QSignalSpy failed(m_store.get(), &ModelStore::failed);
    m_store->setMirror(QStringLiteral(" http://127.0.0.1:9 ")); // where nothing listens
    m_store->fetch("one");
    QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, patience);
    const auto error = failed.first().first().value<Error>();
    QCOMPARE(error.code, ErrorCode::ServerUnreachable);
    QVERIFY(error.subject.starts_with("http://127.0.0.1:9/org/tiny/"));
    m_store->setMirror({});
    m_store->fetch("one");
    QTRY_COMPARE_WITH_TIMEOUT(state("one"), State::Here, patience);
}

void TestModelStore::whatOthersFetchedIsListed() {
    const formats::HubCache cache(m_folder->path() / "hub");
    fs::create_directories(cache.snapshot("other/model", "abc"));
    QVERIFY(cache.setCurrent("other/model", "abc"));
    restart();
    QCOMPARE(m_store->others().size(), std::size_t(1));
    QCOMPARE(m_store->others().front().name, std::string("other/model"));
    m_store->removeOther("other/model");
    QVERIFY(m_store->others().empty());
    QTRY_VERIFY_WITH_TIMEOUT(!fs::exists(cache.repository("other/model")), patience);
}

void TestModelStore::aNameThatIsNotThereDoesNothing() {
    for (const auto act : {&ModelStore::fetch, &ModelStore::pause, &ModelStore::cancel,
             &ModelStore::remove, &ModelStore::removeOther}) {
        (m_store.get()->*act)("no such model");
        (m_store.get()->*act)("");
    }
    QVERIFY(!m_store->current());
    QVERIFY(m_server->requests().isEmpty());
}

QTEST_GUILESS_MAIN(TestModelStore)
#include "tst_model_store.moc"
