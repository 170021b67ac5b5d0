#pragma once

#include <functional>

#include <QFrame>

#include "engine/values/block_walk.h"
#include "engine/values/model_anatomy.h"
#include "engine/values/token.h"
#include "widgets/common/parented_ptr.h"

class QLabel;
class QVBoxLayout;

namespace vitrine::widgets {

class ActivationCurve;
class VectorStrip;

/// The value at one site for one token: its name, shape and length, its cells, and for the
/// activation function its curve.
class WalkSection : public QFrame {
    Q_OBJECT

public:
    /// What a token of the vocabulary looks like.
    using TokenName = std::function<QString(TokenId)>;
    struct Context {
        const ModelAnatomy& anatomy;
        const QStringList& tokens; ///< of the text: what attention looks at
        const TokenName& tokenName;
    };

    explicit WalkSection(QWidget* parent);

    void setValue(const SiteValue& value, const Context& context);
    /// Of the activation's section: what goes into the function.
    void setInputs(const std::vector<float>& inputs, Activation activation);
    Site part() const { return m_part; }
    void setSelected(bool selected);

Q_SIGNALS:
    void clicked(vitrine::Site part);

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void showLogits(const SiteValue& value, const Context& context);
    void showTitle(const SiteValue& value, const ModelAnatomy& anatomy);
    void applyTheme();

    Site m_part = Site::TokenEmbedding;
    parented_ptr<QVBoxLayout> m_layout;
    parented_ptr<QLabel> m_title;
    parented_ptr<VectorStrip> m_strip;
    parented_ptr<QLabel> m_likeliest; ///< of the logits
    parented_ptr<ActivationCurve> m_curve;
};

} // namespace vitrine::widgets
