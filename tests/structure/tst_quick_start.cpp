#include <QTest>

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>
#include <QRegularExpression>
#include <QTemporaryDir>

namespace {

const QString Root = QStringLiteral(VITRINE_SOURCE_DIR);

QString contents(const QString& name) {
    QFile file(Root + QLatin1Char('/') + name);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// The lines of the shell blocks under a heading of README.md.
QStringList commandsUnder(const QString& heading) {
    const auto section = contents(QStringLiteral("README.md"))
                             .section(QStringLiteral("\n## ") + heading + QLatin1Char('\n'), 1)
                             .section(QStringLiteral("\n## "), 0, 0);
    static const QRegularExpression block(
        QStringLiteral("```sh\n(.*?)```"), QRegularExpression::DotMatchesEverythingOption);
    QStringList commands;
    auto blocks = block.globalMatch(section);
    while (blocks.hasNext()) {
        commands += blocks.next().captured(1).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    }
    return commands;
}

const QStringList Scripts{QStringLiteral("packaging/run.sh"), QStringLiteral("packaging/test.sh")};

} // namespace

/// What README.md promises a newcomer: two commands, and nothing else to know.
class TestQuickStart : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theReadmeHasTwoCommands() {
        QCOMPARE(commandsUnder(QStringLiteral("Quick start")), Scripts);
    }

    void theyCanBeTyped_data() { addScripts(); }
    void theyCanBeTyped() {
        QFETCH(QString, script);
        const QFileInfo file(Root + QLatin1Char('/') + script);
        QVERIFY(file.isFile());
        QVERIFY(file.isExecutable());
    }

    void theySayWhatTheyDo_data() { addScripts(); }
    void theySayWhatTheyDo() {
        QFETCH(QString, script);
        const auto help = run(Root + QLatin1Char('/') + script, {QStringLiteral("--help")});
        QCOMPARE(help.code, 0);
        QVERIFY(help.out.contains(QStringLiteral("Usage: ") + script));
        QVERIFY(help.out.contains(QStringLiteral("--no-install")));
        QVERIFY(help.err.isEmpty());
    }

    void theyRefuseWhatTheyDoNotKnow_data() { addScripts(); }
    void theyRefuseWhatTheyDoNotKnow() {
        QFETCH(QString, script);
        const auto refused
            = run(Root + QLatin1Char('/') + script, {QStringLiteral("--frobnicate")});
        QCOMPARE(refused.code, 2);
        QVERIFY(refused.err.contains(QStringLiteral("Usage: ") + script));
    }

    void theyInstallNothingWhenToldSo_data() { addScripts(); }
    /// On a copy of the scripts where a package is wanted that does not exist.
    void theyInstallNothingWhenToldSo() {
        if (QStandardPaths::findExecutable(QStringLiteral("apt-get")).isEmpty()) {
            QSKIP("This is not Debian or Ubuntu.");
        }
        QFETCH(QString, script);
        const QTemporaryDir folder;
        const auto copy = folder.filePath(QStringLiteral("a path with spaces"));
        QVERIFY(QDir().mkpath(copy + QStringLiteral("/packaging/linux")));
        for (const auto& name : Scripts + QStringList{QStringLiteral("packaging/common.sh")}) {
            QVERIFY(QFile::copy(Root + QLatin1Char('/') + name, copy + QLatin1Char('/') + name));
        }
        QFile packages(copy + QStringLiteral("/packaging/linux/debian-packages.txt"));
        QVERIFY(packages.open(QIODevice::WriteOnly));
        packages.write("bash\nvitrine-no-such-package\n");
        packages.close();
        const auto refused
            = run(copy + QLatin1Char('/') + script, {QStringLiteral("--no-install")});
        QCOMPARE(refused.code, 1);
        QVERIFY(refused.err.contains(QStringLiteral("vitrine-no-such-package")));
        QVERIFY(!refused.err.contains(QStringLiteral("bash ")));
    }

private:
    struct Run {
        int code;
        QString out;
        QString err;
    };

    static void addScripts() {
        QTest::addColumn<QString>("script");
        for (const auto& script : Scripts) {
            QTest::newRow(qPrintable(script)) << script;
        }
    }

    static Run run(const QString& script, const QStringList& arguments) {
        QProcess process;
        process.start(script, arguments);
        process.waitForFinished();
        return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
            QString::fromUtf8(process.readAllStandardError())};
    }
};

QTEST_GUILESS_MAIN(TestQuickStart)
#include "tst_quick_start.moc"
