#pragma once

#include <QWidget>

#include <optional>

#include "engine/values/ngram_derivation.h"
#include "widgets/common/parented_ptr.h"

class QFrame;
class QLabel;
class QVBoxLayout;

namespace vitrine::app {

/// Where a number comes from: of an n-gram model the formula, the counts, the discount and the way
/// down to shorter contexts with their arithmetic; of others a sentence.
class NgramWhyPanel : public QWidget {
    Q_OBJECT
public:
    explicit NgramWhyPanel(QWidget* parent);

    void setDerivation(const QString& model, NgramDerivation derivation);
    /// A number of a model that does not count.
    void setOther(const QString& model, const QString& candidate, double probability);
    void clear();

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Other {
        QString candidate;
        double probability = 0;
    };
    void refresh();
    void showTop();
    void applyTheme();

    QString m_model;
    std::optional<NgramDerivation> m_derivation;
    std::optional<Other> m_other;
    widgets::parented_ptr<QVBoxLayout> m_layout;
    widgets::parented_ptr<QLabel> m_title;
    widgets::parented_ptr<QLabel> m_subtitle;
    widgets::parented_ptr<QFrame> m_frame;
    widgets::parented_ptr<QLabel> m_formula;
    widgets::parented_ptr<QLabel> m_prose;
};

} // namespace vitrine::app
