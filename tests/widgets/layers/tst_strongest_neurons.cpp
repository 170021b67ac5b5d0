#include <QTest>

#include "widgets/layers/strongest_neurons.h"

using namespace vitrine;
using namespace vitrine::widgets;

class TestStrongestNeurons : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void listsTheLargestFirst() {
        QCOMPARE(strongestNeurons(activations, 0, 2),
            (std::vector<NeuronStrength>{{3, 4.0F}, {0, 1.0F}}));
        QCOMPARE(strongestNeurons(activations, 1, 9).size(), 5U);
        QCOMPARE(strongestNeurons(activations, 2, 3), std::vector<NeuronStrength>());
        QCOMPARE(strongestNeurons({}, 0, 3), std::vector<NeuronStrength>());
    }

    void followsOneNeuronOverTheText() {
        QCOMPARE(neuronOverText(activations, 1), (std::vector<double>{-3, 0.5}));
    }

    void poolsWhatIsFarthestFromZero() {
        // Two groups of five neurons: 0 and 1; 2, 3 and 4.
        QCOMPARE(pooledNeurons(activations, 2), (std::vector<float>{-3, 4, 0.5F, -2}));
        QCOMPARE(pooledNeurons(activations, 100), activations.values);
    }

private:
    const NeuronActivations activations{
        0, 2, 5, {1, -3, 0, 4, -2, /*second position*/ 0, 0.5F, -2, 1, 0}};
};

QTEST_APPLESS_MAIN(TestStrongestNeurons)
#include "tst_strongest_neurons.moc"
