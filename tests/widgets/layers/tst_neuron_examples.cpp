#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include "widgets/layers/neuron_examples.h"
#include "widgets/tokens/token_shading.h"

using namespace vitrine;
using namespace vitrine::widgets;

class TestNeuronExamples : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_view = std::make_unique<NeuronExamples>(nullptr);
        m_view->show();
    }

    void needsANeuron() {
        QVERIFY(!visibleButton()->isEnabled());
        m_view->setNeuron(5);
        QSignalSpy wanted(m_view.get(), &NeuronExamples::fileWanted);
        visibleButton()->click();
        QCOMPARE(wanted.size(), 1);
    }

    void readingCanBeCancelled() {
        m_view->setNeuron(5);
        m_view->setProgress(0.25);
        auto* bar = m_view->findChild<QProgressBar*>();
        QVERIFY(bar->isVisible());
        QCOMPARE(bar->value() * 4, bar->maximum());
        QSignalSpy cancelled(m_view.get(), &NeuronExamples::cancelled);
        visibleButton()->click();
        QCOMPARE(cancelled.size(), 1);
        m_view->setProgress(std::nullopt);
        QVERIFY(!bar->isVisible());
    }

    void showsEachLineWithItsPeak() {
        NeuronExample example;
        example.line = 7;
        example.tokens.resize(3);
        example.activations = {0, 2, 1};
        example.peak = 1;
        m_view->setExamples({example, example}, QStringLiteral("lines.txt"));
        const auto texts = m_view->findChildren<TokenShading*>();
        QCOMPARE(texts.size(), 2);
        QCOMPARE(texts.front()->selectedToken(), 1);
        m_view->clear();
        QTRY_VERIFY(m_view->findChildren<TokenShading*>().isEmpty());
    }

private:
    /// Of the two, one shows at a time.
    QPushButton* visibleButton() const {
        for (auto* button : m_view->findChildren<QPushButton*>()) {
            if (button->isVisible())
                return button;
        }
        return nullptr;
    }

    std::unique_ptr<NeuronExamples> m_view;
};

QTEST_MAIN(TestNeuronExamples)
#include "tst_neuron_examples.moc"
