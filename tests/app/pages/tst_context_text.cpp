#include <QTest>

#include "app/pages/context_text.h"

using namespace vitrine;
using namespace vitrine::app;

namespace {

const QString gap = QStringLiteral(" ＿＿ ");

std::shared_ptr<const api::TextModel> bert() {
    const auto folder
        = std::filesystem::path(VITRINE_SOURCE_DIR) / "tests/engine/api/cases/masked/bert";
    return *api::TextModel::load(folder, {});
}

} // namespace

class TestContextText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_workspace = std::make_unique<Workspace>();
        m_workspace->setModel(bert(), "bert");
        m_workspace->setText("the  cat 春花.");
    }

    void bothSides() {
        const auto context = maskedContext(inspectedText(*m_workspace), 2);
        QCOMPARE(context.before, QStringLiteral("the"));
        QCOMPARE(context.after, QStringLiteral("春花."));
    }

    void othersThatAreHiddenAreMasks() {
        m_workspace->setMasked({0, 3});
        const auto context = maskedContext(inspectedText(*m_workspace), 2);
        QCOMPARE(context.before, QStringLiteral("[MASK]"));
        QCOMPARE(context.after, QStringLiteral("春[MASK]."));
    }

    void ofAPair() {
        m_workspace->setSecondText("a cat");
        const auto text = inspectedText(*m_workspace);
        const auto first = maskedContext(text, 1);
        QCOMPARE(first.before, QString());
        QCOMPARE(first.after, QStringLiteral("cat 春花. [SEP] a cat"));
        const auto last = maskedContext(text, text.secondStart + 1);
        QCOMPARE(last.before, QStringLiteral("the cat 春花. [SEP] a"));
        QCOMPARE(last.after, QString());
    }

    void longContextsAreCutFarFromTheGap() {
        const ContextText context{QStringLiteral("床前明月光"), QStringLiteral("疑是地上霜")};
        QCOMPARE(
            withGap(context, 5), QStringLiteral("床前明月光") + gap + QStringLiteral("疑是地上霜"));
        QCOMPARE(withGap(context, 2), QStringLiteral("…月光") + gap + QStringLiteral("疑是…"));
        QCOMPARE(withGap({QStringLiteral("𠀀𠀁"), {}}, 1), QStringLiteral("…𠀁") + gap);
        QCOMPARE(withGap({QStringLiteral("and said nothing"), QStringLiteral("of the sea")}, 8),
            QStringLiteral("…nothing") + gap + QStringLiteral("of the…"));
        QCOMPARE(withGap({QStringLiteral("said nothing"), QStringLiteral("nothing said")}, 7),
            QStringLiteral("…nothing") + gap + QStringLiteral("nothing…"));
    }

private:
    std::unique_ptr<Workspace> m_workspace;
};

QTEST_GUILESS_MAIN(TestContextText)
#include "tst_context_text.moc"
