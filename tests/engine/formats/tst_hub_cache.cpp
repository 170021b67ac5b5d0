#include <QTest>

#include <cstdlib>

#include "engine/formats/hub_cache.h"
#include "engine/formats/model_files.h"
#include "tests/support/scratch_folder.h"

using namespace vitrine;
using namespace vitrine::formats;

namespace fs = std::filesystem;

/// The layout is huggingface_hub's: its documentation, "Understand caching".
class TestHubCache : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theFolderIsWhereOtherProgramsLook_data() {
        QTest::addColumn<QByteArray>("variable");
        QTest::addColumn<QByteArray>("folder");
        QTest::newRow("HF_HUB_CACHE") << QByteArray("HF_HUB_CACHE") << QByteArray("/x");
        QTest::newRow("HF_HOME") << QByteArray("HF_HOME") << QByteArray("/x/hub");
        QTest::newRow("XDG_CACHE_HOME")
            << QByteArray("XDG_CACHE_HOME") << QByteArray("/x/huggingface/hub");
        QTest::newRow("HOME") << QByteArray("HOME") << QByteArray("/x/.cache/huggingface/hub");
    }

    void theFolderIsWhereOtherProgramsLook() {
        QFETCH(QByteArray, variable);
        QFETCH(QByteArray, folder);
        for (const auto* name : {"HF_HUB_CACHE", "HF_HOME", "XDG_CACHE_HOME"}) {
            qunsetenv(name);
        }
        const auto home = qgetenv("HOME");
        qputenv(variable.constData(), "/x");
        const auto found = HubCache::defaultFolder();
        qunsetenv(variable.constData());
        qputenv("HOME", home);
        QCOMPARE(found, fs::path(folder.toStdString()));
    }

    void aSnapshotIsLinksToBlobs() {
        const test::ScratchFolder folder;
        const HubCache cache(folder.path());
        fs::create_directories(cache.blob("org/tiny", "abc").parent_path());
        folder.write("models--org--tiny/blobs/abc", "12345");
        QVERIFY(!cache.currentSnapshot("org/tiny"));
        QVERIFY(cache.link("org/tiny", "c0ffee", "1_Pooling/config.json", "abc"));
        QVERIFY(cache.link("org/tiny", "c0ffee", "1_Pooling/config.json", "abc")); // again
        QVERIFY(cache.setCurrent("org/tiny", "c0ffee"));
        const auto snapshot = folder.path() / "models--org--tiny/snapshots/c0ffee";
        QCOMPARE(cache.currentSnapshot("org/tiny"), std::optional(snapshot));
        QCOMPARE(
            fs::read_symlink(snapshot / "1_Pooling/config.json"), fs::path("../../../blobs/abc"));
        QCOMPARE(fs::file_size(snapshot / "1_Pooling/config.json"), std::uintmax_t(5));
        QVERIFY(cache.unfinished("org/tiny").empty());
        const auto part = folder.write("models--org--tiny/blobs/def.incomplete", "12");
        QCOMPARE(cache.unfinished("org/tiny"), std::vector<fs::path>{part});
        QCOMPARE(cache.repositories(), std::vector<std::string>{"org/tiny"});
        QVERIFY(cache.remove("org/tiny"));
        QVERIFY(cache.repositories().empty());
    }

    void namesAreThoseOfTheHub() {
        const test::ScratchFolder folder;
        for (const auto* name : {"models--gpt2", "models--uer--gpt2-chinese-cluecorpussmall",
                 "datasets--squad", ".locks"}) {
            fs::create_directory(folder.path() / name);
        }
        const std::vector<std::string> expected{"gpt2", "uer/gpt2-chinese-cluecorpussmall"};
        QCOMPARE(HubCache(folder.path()).repositories(), expected);
        QCOMPARE(HubCache("/nowhere").repositories(), std::vector<std::string>());
    }

    /// What stands in refs/main is another program's, and no path may come of it.
    void aRefThatLeavesTheFolderIsNone() {
        const test::ScratchFolder folder;
        fs::create_directories(folder.path() / "models--x/refs");
        fs::create_directories(folder.path() / "models--x/snapshots/abc");
        folder.write("models--x/refs/main", "../..");
        QVERIFY(!HubCache(folder.path()).currentSnapshot("x"));
        folder.write("models--x/refs/main", "abc\n");
        QVERIFY(HubCache(folder.path()).currentSnapshot("x"));
    }

    void plainNames() {
        for (const auto* name : {"c0ffee", "ABC-def_9"}) {
            QVERIFY2(HubCache::isPlainName(name), name);
        }
        for (const auto& name : {std::string(), std::string(".."), std::string("a/b"),
                 std::string(200, 'a'), std::string("a\0b", 3)}) {
            QVERIFY2(!HubCache::isPlainName(name), name.c_str());
        }
    }

    void aFolderWithOneGgufFileIsThatFile() {
        const test::ScratchFolder folder;
        QCOMPARE(openableIn(folder.path()), folder.path());
        const auto file = folder.write("model.gguf", "");
        QCOMPARE(openableIn(folder.path()), file);
        folder.write("second.gguf", "");
        QCOMPARE(openableIn(folder.path()), folder.path());
        fs::remove(folder.path() / "second.gguf");
        folder.write("config.json", "{}");
        QCOMPARE(openableIn(folder.path()), folder.path());
    }
};

QTEST_GUILESS_MAIN(TestHubCache)
#include "tst_hub_cache.moc"
