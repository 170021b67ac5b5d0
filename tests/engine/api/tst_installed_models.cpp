#include <QTest>

#include "engine/api/installed_models.h"
#include "tests/support/scratch_folder.h"

using namespace vitrine;
using namespace vitrine::api;

namespace fs = std::filesystem;

class TestInstalledModels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ownOnesComeFirstThenTheHubs() {
        const test::ScratchFolder folder;
        const formats::HubCache cache(folder.path() / "hub");
        for (const auto* name : {"models/b", "models/a", "models/.c.part",
                 "hub/models--org--tiny/snapshots/abc", "hub/models--org--begun/blobs"}) {
            fs::create_directories(folder.path() / name);
        }
        folder.write("models/a/model.gguf", "");
        folder.write("models/file", "");
        QVERIFY(cache.setCurrent("org/tiny", "abc"));
        const InstalledModels installed(folder.path() / "models", cache);
        const InstalledModel a{"a", folder.path() / "models/a/model.gguf", false};
        const InstalledModel b{"b", folder.path() / "models/b", false};
        const InstalledModel tiny{"org/tiny", cache.snapshot("org/tiny", "abc"), true};
        QCOMPARE(installed.models(), (std::vector<InstalledModel>{a, b, tiny}));
        QCOMPARE(installed.find("a"), std::optional(a));
        QCOMPARE(installed.find("org/tiny"), std::optional(tiny));
        QCOMPARE(installed.find("tiny"), std::optional(tiny));
        QCOMPARE(installed.find("org/begun"), std::nullopt);
        QCOMPARE(installed.find(""), std::nullopt);
    }

    void theFolderIsTheUsers() {
        const auto before = qgetenv("XDG_DATA_HOME");
        qputenv("XDG_DATA_HOME", "/x");
        QCOMPARE(InstalledModels::defaultFolder(), fs::path("/x/vitrine/models"));
        qunsetenv("XDG_DATA_HOME");
        QCOMPARE(InstalledModels::defaultFolder(),
            fs::path(qgetenv("HOME").toStdString()) / ".local/share/vitrine/models");
        if (!before.isNull()) {
            qputenv("XDG_DATA_HOME", before);
        }
    }
};

QTEST_GUILESS_MAIN(TestInstalledModels)
#include "tst_installed_models.moc"
