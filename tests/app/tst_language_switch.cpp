#include <QCoreApplication>
#include <QTest>

#include "app/language_switch.h"

using namespace vitrine::app;

class TestLanguageSwitch : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // The dialogs that Qt brings speak the language of the window.
    void dialogsOfQtFollow() {
        const auto label = [] { return QCoreApplication::translate("QFileDialog", "Look in:"); };
        LanguageSwitch language;
        language.use(QStringLiteral("zh"));
        QCOMPARE(label(), QStringLiteral("查找范围："));
        language.use(QStringLiteral("en"));
        QCOMPARE(label(), QStringLiteral("Look in:"));
    }
};

QTEST_GUILESS_MAIN(TestLanguageSwitch)
#include "tst_language_switch.moc"
