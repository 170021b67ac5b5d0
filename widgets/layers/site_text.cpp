#include "widgets/layers/site_text.h"

#include <QCoreApplication>

#include "widgets/common/number_format.h"

namespace vitrine::widgets {

namespace {

/// Where translators find these words.
struct SiteText {
    Q_DECLARE_TR_FUNCTIONS(vitrine::widgets::SiteText)
};

QString normFormula() {
    return QStringLiteral("(x − μ) ÷ √(σ² + ε) · γ + β");
}

} // namespace

QString partName(Site part, const ModelAnatomy& anatomy) {
    switch (part) {
    case Site::TokenEmbedding:
        return SiteText::tr("Token");
    case Site::PositionEmbedding:
        return SiteText::tr("Position");
    case Site::SegmentEmbedding:
        return SiteText::tr("Segment");
    case Site::BlockInput:
        return SiteText::tr("Residual stream");
    case Site::BlockOutput:
        return anatomy.normFirst ? SiteText::tr("Add feed-forward")
                                 : SiteText::tr("Add & layer norm");
    case Site::EmbeddingNorm:
    case Site::AttentionInput:
    case Site::FeedForwardInput:
        return SiteText::tr("Layer norm");
    case Site::Queries:
        return QStringLiteral("Q");
    case Site::Keys:
        return QStringLiteral("K");
    case Site::Values:
        return QStringLiteral("V");
    case Site::AttentionScores:
        return SiteText::tr("Scores q · k ÷ √d");
    case Site::AttentionWeights:
        return anatomy.causal ? SiteText::tr("Mask, softmax") : SiteText::tr("Softmax");
    case Site::HeadOutputs:
        return SiteText::tr("Weights · V, concat");
    case Site::AttentionOutput:
        return QStringLiteral("W_O");
    case Site::AttentionResidual:
        return SiteText::tr("Add attention");
    case Site::FeedForwardHidden:
        return QStringLiteral("W₁");
    case Site::FeedForwardActivation:
        return activationName(anatomy.activation);
    case Site::FeedForwardOutput:
        return QStringLiteral("W₂");
    case Site::FinalNorm:
        return SiteText::tr("Final layer norm");
    case Site::MaskedTokenHidden:
        //: a head is what turns hidden states into predictions here
        return SiteText::tr("Masked-token head");
    case Site::MaskedTokenNorm:
        return SiteText::tr("Layer norm");
    case Site::Logits:
        return SiteText::tr("Unembedding, softmax");
    case Site::Pooled:
        return SiteText::tr("Pooler");
    case Site::NextSentence:
        return SiteText::tr("Next sentence?");
    case Site::HiddenState:
        return SiteText::tr("Hidden state");
    case Site::CellState:
        return SiteText::tr("Cell state");
    case Site::InputGate:
        return SiteText::tr("Input gate");
    case Site::ForgetGate:
        return SiteText::tr("Forget gate");
    case Site::OutputGate:
        return SiteText::tr("Output gate");
    case Site::ResetGate:
        return SiteText::tr("Reset gate");
    case Site::UpdateGate:
        return SiteText::tr("Update gate");
    case Site::CandidateState:
        return SiteText::tr("Candidate");
    }
    return {};
}

QString partTip(Site part, const ModelAnatomy& anatomy) {
    switch (part) {
    case Site::TokenEmbedding:
        return SiteText::tr("The row of the embedding matrix that belongs to the token");
    case Site::PositionEmbedding:
        return SiteText::tr("The vector of the token's place in the text, added to it");
    case Site::SegmentEmbedding:
        return SiteText::tr("The vector of the first or second text of a pair, added to it");
    case Site::BlockInput:
        return SiteText::tr("What the layer reads: everything written so far, added up");
    case Site::BlockOutput:
        return anatomy.normFirst
            ? SiteText::tr("The stream with what the feed-forward part adds")
            : SiteText::tr("What the feed-forward part adds to what it read, normalised again");
    case Site::EmbeddingNorm:
    case Site::AttentionInput:
    case Site::FeedForwardInput:
        return SiteText::tr("Brings the vector to mean 0 and variance 1: %1").arg(normFormula());
    case Site::Queries:
        return SiteText::tr("What each head looks for: x · W_Q + b");
    case Site::Keys:
        return SiteText::tr("What each head is found by: x · W_K + b");
    case Site::Values:
        return SiteText::tr("What each head passes on: x · W_V + b");
    case Site::AttentionScores:
        return SiteText::tr("How well the query fits each key, for each head");
    case Site::AttentionWeights:
        return anatomy.causal
            ? SiteText::tr("Later tokens are hidden; the rest of each row sums to 1")
            : SiteText::tr("Each head's weights over all tokens sum to 1");
    case Site::HeadOutputs:
        return SiteText::tr("The values weighted and summed for each head, side by side");
    case Site::AttentionOutput:
        return SiteText::tr("Mixes the heads: concat · W_O + b");
    case Site::AttentionResidual:
        return SiteText::tr("The stream with what attention adds");
    case Site::FeedForwardHidden:
        return SiteText::tr("Into the wide layer: x · W₁ + b₁");
    case Site::FeedForwardActivation:
        return SiteText::tr("The activation function, neuron by neuron");
    case Site::FeedForwardOutput:
        return SiteText::tr("Back to the width of the stream: h · W₂ + b₂");
    case Site::FinalNorm:
    case Site::MaskedTokenNorm:
        return SiteText::tr("What is compared with every word: %1").arg(normFormula());
    case Site::MaskedTokenHidden:
        return SiteText::tr("A dense layer and its activation make the hidden state ready to be "
                            "compared: x · W + b");
    case Site::Logits:
        return SiteText::tr("One number for each token of the vocabulary; softmax makes them "
                            "probabilities");
    case Site::Pooled:
        return SiteText::tr(
            "A summary of the whole text, read from its first token alone: tanh(x · W + b)");
    case Site::NextSentence:
        return SiteText::tr("Two logits: the second text follows the first, or it does not");
    case Site::HiddenState:
        return SiteText::tr("What the layer has made of the text so far; the output reads it");
    case Site::CellState:
        return SiteText::tr("What the layer keeps to itself: f ⊙ c + i ⊙ g");
    case Site::InputGate:
        return SiteText::tr("How much of the candidate is taken in: 0 nothing, 1 all");
    case Site::ForgetGate:
        return SiteText::tr("How much of the cell state is kept: 0 nothing, 1 all");
    case Site::OutputGate:
        return SiteText::tr("How much of the cell state is shown: h = o ⊙ tanh c");
    case Site::ResetGate:
        return SiteText::tr("How much of the state the candidate sees: 0 nothing, 1 all");
    case Site::UpdateGate:
        return SiteText::tr("How much of the state is kept: h = (1 − z) ⊙ n + z ⊙ h");
    case Site::CandidateState:
        return SiteText::tr("The new content that the gates let in");
    }
    return {};
}

QString partSymbol(Site part) {
    switch (part) {
    case Site::TokenEmbedding:
        return QStringLiteral("e");
    case Site::PositionEmbedding:
        return QStringLiteral("p");
    case Site::SegmentEmbedding:
        return QStringLiteral("s");
    case Site::EmbeddingNorm:
    case Site::BlockInput:
    case Site::BlockOutput:
        return QStringLiteral("x");
    case Site::AttentionInput:
    case Site::FeedForwardInput:
    case Site::FinalNorm:
    case Site::MaskedTokenNorm:
        return QStringLiteral("x̂");
    case Site::Queries:
        return QStringLiteral("q");
    case Site::Keys:
        return QStringLiteral("k");
    case Site::Values:
        return QStringLiteral("v");
    case Site::AttentionScores:
        return QStringLiteral("s");
    case Site::AttentionWeights:
        return QStringLiteral("α");
    case Site::HeadOutputs:
        return QStringLiteral("z");
    case Site::AttentionOutput:
        return QStringLiteral("a");
    case Site::AttentionResidual:
        return QStringLiteral("x′");
    case Site::FeedForwardHidden:
        return QStringLiteral("u");
    case Site::FeedForwardActivation:
        return QStringLiteral("h");
    case Site::FeedForwardOutput:
        return QStringLiteral("f");
    case Site::MaskedTokenHidden:
        return QStringLiteral("h");
    case Site::Pooled:
        return QStringLiteral("c");
    case Site::Logits:
    case Site::NextSentence:
    case Site::UpdateGate:
        return QStringLiteral("z");
    case Site::HiddenState:
        return QStringLiteral("h");
    case Site::CellState:
        return QStringLiteral("c");
    case Site::InputGate:
        return QStringLiteral("i");
    case Site::ForgetGate:
        return QStringLiteral("f");
    case Site::OutputGate:
        return QStringLiteral("o");
    case Site::ResetGate:
        return QStringLiteral("r");
    case Site::CandidateState:
        return QStringLiteral("g");
    }
    return {};
}

QString activationName(Activation activation) {
    switch (activation) {
    case Activation::GeluTanh:
        return QStringLiteral("GELU (tanh)");
    case Activation::Gelu:
        return QStringLiteral("GELU");
    case Activation::Relu:
        return QStringLiteral("ReLU");
    case Activation::Silu:
        return QStringLiteral("SiLU");
    }
    return {};
}

QString flowText(Flow flow, const ModelAnatomy& anatomy) {
    const auto sizes = [](std::initializer_list<QString> parts) {
        return QStringList(parts).join(QStringLiteral(" × "));
    };
    const QString tokens = QStringLiteral("n");
    switch (flow) {
    case Flow::None:
        break;
    case Flow::Stream:
        return sizes({tokens, formatCount(anatomy.modelWidth)});
    case Flow::Heads:
        return sizes({formatCount(anatomy.heads), tokens, formatCount(anatomy.headDim)});
    case Flow::Scores:
        return sizes({formatCount(anatomy.heads), tokens, tokens});
    case Flow::Hidden:
        return sizes({tokens, formatCount(anatomy.mlpWidth)});
    case Flow::Vocabulary:
        return sizes({tokens, formatCount(anatomy.vocabularySize)});
    case Flow::Summary:
        return formatCount(anatomy.modelWidth);
    case Flow::Pair:
        return formatCount(2);
    }
    return {};
}

QString shapeText(const ParameterShape& parameter) {
    QStringList sizes;
    for (const auto size : parameter.shape)
        sizes += formatCount(size);
    return sizes.join(QStringLiteral(" × "));
}

QString parametersText(const ModelPart& part) {
    QStringList texts;
    for (const auto& parameter : part.parameters) {
        const auto text
            = QString::fromStdString(parameter.name) + QLatin1Char(' ') + shapeText(parameter);
        //: %1 is a matrix and its shape
        texts += parameter.shared ? SiteText::tr("%1 (the token embedding's)").arg(text) : text;
    }
    return texts.join(QStringLiteral(" · "));
}

} // namespace vitrine::widgets
